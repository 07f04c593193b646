//! What a variant differs in, in words.

use super::atom::{Atom, Kind};
use super::fit::{Fit, Fitter, Order};
use super::form::Form;

impl Fitter<'_> {
    /// In what a stretch differs from its term; `None` where it does not.
    pub(super) fn reason(&self, fit: &Fit) -> Option<String> {
        let form = &self.titles.form(fit.form);
        let written = |at: usize| &self.reader.read.text[self.atoms[at].span.clone()];
        let mut reasons: Vec<String> = Vec::new();
        reasons.extend(fit.misspelt.map(|at| format!("misspelt: {}", written(at))));
        reasons.extend(fit.added.map(|at| format!("added: {}", written(at))));
        let term = &self.reader.index.term(&form.term).text;
        reasons.extend(fit.missing.and_then(|place| {
            let atoms = self.term_atoms(form);
            let mut content = atoms.iter().filter(|atom| atom.keys().next().is_some());
            let word = content.nth(place)?;
            Some(format!("missing: {}", &term[word.span.clone()]))
        }));
        if fit.order == Order::Other {
            reasons.push("word order".to_owned());
        }
        if reasons.is_empty() {
            reasons.extend(self.other_owner(form, fit));
        }
        if reasons.is_empty() && self.links(fit.first, fit.last) != self.links_of(form) {
            reasons.push("function words".to_owned());
        }
        (!reasons.is_empty()).then(|| reasons.join(", "))
    }

    /// The name of the owner in a stretch, where the term has another.
    fn other_owner(&self, form: &Form, fit: &Fit) -> Option<String> {
        let term = self.term_atoms(form);
        let names = |atom: &Atom| match atom.kind {
            Kind::Owner { entry, term, .. } => Some((entry, term)),
            _ => None,
        };
        let own: Vec<_> = term.iter().filter_map(names).collect();
        let mut inside = self.atoms[fit.first..=fit.last].iter();
        let other = inside.find(|atom| names(atom).is_some_and(|name| !own.contains(&name)))?;
        Some(format!(
            "name: {}",
            &self.reader.read.text[other.span.clone()]
        ))
    }
}

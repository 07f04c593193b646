//! How a stretch of a text fits the content words of a term.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::LEAST_SIMILARITY;
use super::atom::{Atom, Kind, OWNER, atoms};
use super::form::{Form, Titles, owners_in};
use crate::glossary::keys::{Key, Way};
use crate::glossary::recognise::{Read, Reader};
use crate::lang::TitleOrder;

/// What differences that change no content word take off the similarity.
const ORDER: f64 = 0.03;
const FUNCTION_WORDS: f64 = 0.01;
const OWNER_NAME: f64 = 0.01;
const MISSPELT: f64 = 0.05;
/// What a country or organisation beside a title takes off whose term names none.
const ADDED_OWNER: f64 = 0.05;

/// How many function words may stand between two words of a title.
pub(super) const MOST_LINKS: usize = 2;

/// A stretch of a text that has the content words of a form.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub(super) form: u32,
    /// The first and the last atom.
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) similarity: f64,
    /// The atom that is more than the term has.
    pub(super) added: Option<usize>,
    /// The place in the form of the word that the text does not have.
    pub(super) missing: Option<usize>,
    /// The atom with the typing mistake.
    pub(super) misspelt: Option<usize>,
    pub(super) order: Order,
}

/// Whether words stand in the order of the term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Same,
    Other,
}

impl Fit {
    /// Whether two fits take the same place.
    pub(super) fn is_at_place_of(&self, other: &Self) -> bool {
        (self.first, self.last) == (other.first, other.last)
    }
}

/// Compares one text with forms.
pub(super) struct Fitter<'a> {
    pub(super) reader: Reader<'a>,
    pub(super) titles: &'a Titles,
    pub(super) atoms: &'a [Atom],
    forms: &'a Forms,
}

/// The forms that were met in a text: they are met again and again.
#[derive(Debug, Default)]
pub(super) struct Forms(RefCell<FxHashMap<u32, Rc<Form>>>);

/// A stretch that is being read.
#[derive(Debug, Clone, Default)]
struct Window {
    /// For each content word that was taken: the atom and its place in the form.
    taken: Vec<(usize, usize)>,
    added: Option<usize>,
    misspelt: Option<usize>,
}

impl<'a> Fitter<'a> {
    pub(super) fn new(reader: &Reader<'a>, atoms: &'a [Atom], forms: &'a Forms) -> Self {
        Self {
            reader: *reader,
            titles: reader.index.titles(),
            atoms,
            forms,
        }
    }

    /// The form of a number.
    pub(super) fn form(&self, number: u32) -> Rc<Form> {
        let mut forms = self.forms.0.borrow_mut();
        let form = forms.entry(number);
        Rc::clone(form.or_insert_with(|| Rc::new(self.titles.form(number))))
    }

    /// Whether a stretch that fits a form may begin with an atom.
    pub(super) fn begins(&self, form: &Form, at: usize) -> bool {
        self.atoms[at].keys().any(|key| form.keys.contains(&key))
    }

    /// The best stretch from an atom on that fits a form.
    pub(super) fn best_from(
        &self,
        (number, form): (u32, &Form),
        first: usize,
        run: Range<usize>,
    ) -> Option<Fit> {
        let mut window = Window::default();
        let mut best: Option<Fit> = None;
        let mut links = 0;
        for at in first..run.end {
            let atom = &self.atoms[at];
            if atom.is_link() {
                links += 1;
                if links > MOST_LINKS {
                    break;
                }
                continue;
            }
            links = 0;
            if let Some((place, way)) = self.place_of(form, &window, atom) {
                window.taken.push((at, place));
                if way == Way::Misspelt && window.misspelt.replace(at).is_some() {
                    break;
                }
                let fit = self.judge(number, form, &window, first, at);
                if fit.as_ref().map(|fit| fit.similarity) > best.as_ref().map(|fit| fit.similarity)
                {
                    best = fit;
                }
                if window.taken.len() == form.keys.len() {
                    break;
                }
            } else if window.added.is_none() && self.may_be_added(form, atom) {
                window.added = Some(at);
            } else {
                break;
            }
        }
        let best = best?;
        let best = self
            .with_qualifier_before(form, &best, &run)
            .unwrap_or(best);
        let stands = best.similarity >= LEAST_SIMILARITY
            && self.is_of_its_owner(form, &best)
            && !self.is_end_of_a_name(form, &best);
        stands.then_some(best)
    }

    /// Whether a fit of a short form is only the end of a longer name: another word with a
    /// capital stands directly before it ("Security [Council of Russia]").
    fn is_end_of_a_name(&self, form: &Form, fit: &Fit) -> bool {
        let before = fit.first.checked_sub(1).map(|at| &self.atoms[at]);
        let is_name = |atom: &Atom| atom.is_word() && atom.is_capital;
        form.keys.len() == 2 && form.capitals != 0 && before.is_some_and(is_name)
    }

    /// The place in a form of the content word that an atom is, when it is still open.
    fn place_of(&self, form: &Form, window: &Window, atom: &Atom) -> Option<(usize, Way)> {
        let open = |place: usize| window.taken.iter().all(|(_, taken)| *taken != place);
        let mut found: Vec<(usize, Way)> = (0..form.keys.len())
            .filter(|place| open(*place))
            .filter_map(|place| Some((place, atom.way(form.keys[place])?)))
            .filter(|(_, way)| !matches!(way, Way::Glued { .. }))
            .filter(|(_, way)| !is_conjoined(*way) || window.taken.is_empty())
            .collect();
        found.sort_by_key(|(place, way)| (*way, *place));
        found.first().copied()
    }

    /// Whether a title may have an atom more than its term: a qualifier, written with a capital
    /// where the term has capitals; or an owner, where neither term nor entry names one or the
    /// entry names this one.
    fn may_be_added(&self, form: &Form, atom: &Atom) -> bool {
        if let Some(owner) = atom.owner() {
            let names_one = form.keys.iter().any(|key| key & OWNER != 0);
            let mut own = self.titles.owners_of(form.term.entry);
            return !names_one && (own.clone().next().is_none() || own.any(|own| own == owner));
        }
        let fits = !self.titles.is_capitalised || form.capitals == 0 || atom.is_capital;
        fits && self.qualifier_of(atom).is_some()
    }

    fn qualifier_of(&self, atom: &Atom) -> Option<Key> {
        let is_qualifier =
            |key: &Key| self.titles.is_qualifier(*key) && atom.way(*key) == Some(Way::Stem);
        atom.keys().find(is_qualifier)
    }

    /// A fit with the capitalised qualifier that stands directly before it ("National Security
    /// Council of Russia").
    fn with_qualifier_before(&self, form: &Form, fit: &Fit, run: &Range<usize>) -> Option<Fit> {
        let before = fit.first.checked_sub(1).filter(|at| run.contains(at))?;
        let atom = &self.atoms[before];
        let usable = fit.added.is_none()
            && fit.missing.is_none()
            && atom.is_capital
            && form.capitals & 1 != 0
            && self.qualifier_of(atom).is_some()
            && self.may_be_added(form, atom);
        if !usable {
            return None;
        }
        let mut longer = fit.clone();
        longer.first = before;
        longer.added = Some(before);
        longer.similarity = self.similarity(form, &longer, fit.similarity);
        (longer.similarity >= LEAST_SIMILARITY).then_some(longer)
    }

    fn judge(
        &self,
        number: u32,
        form: &Form,
        window: &Window,
        first: usize,
        last: usize,
    ) -> Option<Fit> {
        let missing = self.missing(form, window)?;
        let added = window.added.filter(|at| *at < last);
        if missing.is_some() && added.is_some() {
            return None;
        }
        let order = order_of(window);
        let fit = Fit {
            form: number,
            first,
            last,
            similarity: 1.0,
            added,
            missing,
            misspelt: window.misspelt,
            order,
        };
        let fits =
            self.order_is_allowed(form, window, order) && self.capitals_fit(form, window, &fit);
        if !fits {
            return None;
        }
        let mut base = 1.0;
        if order == Order::Other {
            base -= ORDER;
        }
        if self.has_other_owner_name(form, window) {
            base -= OWNER_NAME;
        }
        if window.misspelt.is_some() {
            base -= MISSPELT;
        }
        if self.links(first, last) != self.links_of(form) {
            base -= FUNCTION_WORDS;
        }
        let similarity = self.similarity(form, &fit, base);
        Some(Fit { similarity, ..fit })
    }

    /// The place in a form of the word that a stretch does not have: none, or one qualifier when
    /// two other words are there with their owner, or three without one; anything else makes it
    /// another title.
    fn missing(&self, form: &Form, window: &Window) -> Option<Option<usize>> {
        let is_open = |place: &usize| window.taken.iter().all(|(_, taken)| taken != place);
        let mut open = (0..form.keys.len()).filter(is_open);
        let Some(place) = open.next() else {
            return Some(None);
        };
        let is_owner = |place: usize| form.keys[place] & OWNER != 0;
        let owners = window.taken.iter().filter(|(_, place)| is_owner(*place));
        let words = window.taken.len() - owners.clone().count();
        let least = if owners.count() > 0 { 2 } else { 3 };
        let is_enough = words >= least;
        let is_one = open.next().is_none();
        let others = form
            .keys
            .iter()
            .filter(|key| !self.titles.is_qualifier(**key));
        let is_optional = self.titles.is_qualifier(form.keys[place]) && others.count() >= 2;
        (is_one && is_optional && is_enough).then_some(Some(place))
    }

    /// The share of the weight that text and term have in common, of what is left of 1.
    fn similarity(&self, form: &Form, fit: &Fit, base: f64) -> f64 {
        let weigh = |key: Key| self.titles.weight_of(key);
        let own: f64 = form.keys.iter().map(|key| weigh(*key)).sum();
        let missing = fit.missing.map_or(0.0, |place| weigh(form.keys[place]));
        let added = fit.added.map(|at| &self.atoms[at]);
        if added.is_some_and(|atom| atom.owner().is_some()) {
            return base - ADDED_OWNER;
        }
        let added = added
            .and_then(|atom| self.qualifier_of(atom))
            .map_or(0.0, weigh);
        base * (1.0 - (missing + added) / (own + added).max(f64::MIN_POSITIVE))
    }

    /// Whether the words of a stretch stand in an order that the language allows.
    fn order_is_allowed(&self, form: &Form, window: &Window, order: Order) -> bool {
        match self.titles.order {
            TitleOrder::Free => true,
            TitleOrder::HeadFirst => {
                let head = form.keys.iter().position(|key| key & OWNER == 0);
                let Some((at, place)) = window.taken.first() else {
                    return false;
                };
                let is_adjective = matches!(
                    self.atoms[*at].kind,
                    Kind::Owner {
                        is_adjective: true,
                        ..
                    }
                );
                order == Order::Same || is_adjective || Some(*place) == head
            }
            TitleOrder::Fixed => {
                let words = window.taken.iter().map(|(_, place)| *place);
                let words = words.filter(|place| form.keys[*place] & OWNER == 0);
                words.is_sorted()
            }
        }
    }

    /// Whether a stretch is written with capitals as a name is. A word that names a role may
    /// have a small letter; where nothing is missing or added, so may half of the others, and
    /// all of them beside a country.
    fn capitals_fit(&self, form: &Form, window: &Window, fit: &Fit) -> bool {
        if !self.titles.is_capitalised {
            return true;
        }
        let is_name = |place: usize| form.capitals >> place.min(63) & 1 == 1;
        let mut capital = 0;
        let mut small = 0;
        let mut has_owner = false;
        for (at, place) in &window.taken {
            let key = form.keys[*place];
            has_owner |= key & OWNER != 0;
            if key & OWNER != 0 || !is_name(*place) || self.titles.is_role(key) {
                continue;
            }
            if self.atoms[*at].is_capital {
                capital += 1;
            } else {
                small += 1;
            }
        }
        let is_whole = fit.missing.is_none() && fit.added.is_none();
        small == 0 || is_whole && (has_owner || small <= capital)
    }

    /// Whether no other owner stands beside a stretch, as its owner.
    fn is_of_its_owner(&self, form: &Form, fit: &Fit) -> bool {
        let names_one = (fit.first..=fit.last).any(|at| self.atoms[at].owner().is_some());
        let own = self.titles.owners_of(form.term.entry);
        names_one
            || own.clone().next().is_none()
            || neighbouring_owners(&self.reader, self.atoms, fit.first..fit.last + 1)
                .all(|owner| own.clone().any(|own| own == owner))
    }

    /// Whether an owner is named otherwise than in the term.
    fn has_other_owner_name(&self, form: &Form, window: &Window) -> bool {
        let term = self.term_atoms(form);
        let name = |atom: &Atom| match atom.kind {
            Kind::Owner { entry, term, .. } => Some((entry, term)),
            _ => None,
        };
        let own: Vec<_> = term.iter().filter_map(name).collect();
        let written = window
            .taken
            .iter()
            .filter_map(|(at, _)| name(&self.atoms[*at]));
        written.into_iter().any(|name| !own.contains(&name))
    }

    pub(super) fn links(&self, first: usize, last: usize) -> usize {
        let is_link = |atom: &&Atom| atom.is_link() || atom.is_possessive;
        self.atoms[first..last].iter().filter(is_link).count()
    }

    pub(super) fn links_of(&self, form: &Form) -> usize {
        let atoms = self.term_atoms(form);
        atoms
            .iter()
            .filter(|atom| atom.is_link() || atom.is_possessive)
            .count()
    }

    /// The atoms of the term of a form.
    pub(super) fn term_atoms<'f>(&self, form: &'f Form) -> &'f [Atom] {
        form.atoms.get_or_init(|| {
            let index = self.reader.index;
            let read = Read::new(index, &index.term(&form.term).text);
            let reader = Reader { index, read: &read };
            atoms(&reader, owners_in(index, &form.term), 0..read.tokens.len())
        })
    }
}

/// Whether a particle was taken from the front of a word, which inside a title is a word of its
/// own (Arabic و).
fn is_conjoined(way: Way) -> bool {
    matches!(way, Way::Clitic { before, .. } if before > 0)
}

fn order_of(window: &Window) -> Order {
    if window.taken.is_sorted_by_key(|(_, place)| *place) {
        Order::Same
    } else {
        Order::Other
    }
}

/// The countries and organisations that own what stands in some atoms, by their place beside it: "Georgia's …",
/// "Georgian …", "… of Georgia"; in languages that begin with the head, any country behind it.
pub(super) fn neighbouring_owners<'a>(
    reader: &Reader<'a>,
    atoms: &'a [Atom],
    inside: Range<usize>,
) -> impl Iterator<Item = u32> + use<'a> {
    let order = reader.index.titles().order;
    let before = inside.start.checked_sub(1).map(|at| &atoms[at]);
    let before = before.filter(|atom| match atom.kind {
        Kind::Owner { is_adjective, .. } => match order {
            TitleOrder::Free => is_adjective || atom.is_possessive,
            TitleOrder::HeadFirst => false,
            TitleOrder::Fixed => true,
        },
        _ => false,
    });
    let next = atoms.get(inside.end);
    let is_link = next.is_some_and(|atom| atom.is_link());
    let behind = match order {
        TitleOrder::Free if is_link => atoms.get(inside.end + 1).map(|atom| {
            // "of the Russian Federation": an article may follow.
            if atom.is_link() {
                atoms.get(inside.end + 2).unwrap_or(atom)
            } else {
                atom
            }
        }),
        TitleOrder::HeadFirst if !is_link => next,
        _ => None,
    };
    before.into_iter().chain(behind).filter_map(Atom::owner)
}

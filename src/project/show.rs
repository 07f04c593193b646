//! A unit in its place.

use super::{Project, ProjectError};
use crate::model::{Unit, UnitId};

/// A unit with its neighbours.
#[derive(Debug, Clone)]
pub struct Place {
    /// Its id.
    pub id: UnitId,
    /// The units around it of the same document, in their order.
    pub units: Vec<Unit>,
    /// Its place among them.
    pub own: usize,
}

impl Project {
    /// A unit by its name (`tm/report.tmx#3`, as suggestions and concordances give it), with so
    /// many neighbours of the same document on both sides at the most.
    ///
    /// # Errors
    /// When there is no such unit, or the store cannot be read.
    pub fn show(&self, name: &str, neighbours: u32) -> Result<Place, ProjectError> {
        let unknown = |known: String| ProjectError::Unknown {
            what: "unit",
            name: name.to_owned(),
            known,
        };
        let (path, number) = name
            .rsplit_once('#')
            .ok_or_else(|| unknown("units by source and number, such as tm/report.tmx#3".into()))?;
        let Some(source) = self.store.source(path)? else {
            let sources = self.store.sources()?;
            let with_units = sources
                .iter()
                .filter(|source| self.store.unit_count(source) > 0);
            let paths: Vec<&str> = with_units
                .map(|source| source.path.as_str())
                .take(10)
                .collect();
            return Err(unknown(format!(
                "units of the sources {}",
                paths.join(", ")
            )));
        };
        let end = self.store.end_of_units(&source);
        let ordinal = number
            .parse::<u32>()
            .ok()
            .and_then(|number| number.checked_sub(1))
            .filter(|ordinal| *ordinal < end)
            .ok_or_else(|| unknown(format!("{path}#1 to {path}#{end}")))?;
        let at = |ordinal| UnitId {
            import: source.import,
            ordinal,
        };
        let own = self.store.unit(at(ordinal))?;
        let own = own.ok_or_else(|| {
            unknown(format!(
                "{path}#1 to {path}#{end}, but that one was deleted"
            ))
        })?;
        let mut place = Place {
            id: at(ordinal),
            units: Vec::new(),
            own: 0,
        };
        let last = (ordinal.saturating_add(neighbours)).min(end.saturating_sub(1));
        for near in ordinal.saturating_sub(neighbours)..=last {
            if near == ordinal {
                place.own = place.units.len();
                place.units.push(own.clone());
            } else if let Some(unit) = self.store.unit(at(near))?
                && unit.origin.document == own.origin.document
            {
                place.units.push(unit);
            }
        }
        Ok(place)
    }
}

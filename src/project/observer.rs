//! What a project tells while it works.

use crate::model::Diagnostic;

/// Something that happened, for whoever wants to show it.
#[derive(Debug)]
pub enum Event<'e> {
    /// A source is being read.
    Reading {
        /// Its path.
        path: &'e str,
    },
    /// So many units of the source were read so far.
    Progress {
        /// The path of the source.
        path: &'e str,
        /// The units.
        units: u64,
    },
    /// A source was imported.
    Imported {
        /// Its path.
        path: &'e str,
        /// The units that it brought.
        units: u32,
        /// The concept entries that it brought.
        concepts: u32,
    },
    /// A source is gone, and its content with it.
    Removed {
        /// Its path.
        path: &'e str,
    },
    /// A text is being aligned.
    Aligning {
        /// Its name.
        text: &'e str,
        /// The share of the work that is done, 0–1.
        share: f64,
    },
    /// So many articles were aligned so far.
    Aligned {
        /// The articles.
        articles: u32,
        /// All of them.
        all: u32,
    },
    /// So many units of the memory were checked so far.
    Checked {
        /// The units.
        units: u64,
    },
    /// The index of the memory is being brought in step.
    Indexing,
    /// A reader has something to say.
    Said(&'e Diagnostic),
}

/// Receives what happens, from several threads at a time.
pub trait Observer: Sync {
    /// Takes one event.
    fn event(&self, event: &Event<'_>);
}

/// An observer that ignores everything.
#[derive(Debug, Clone, Copy)]
pub struct Silent;

impl Observer for Silent {
    fn event(&self, _: &Event<'_>) {}
}

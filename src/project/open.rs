//! Opening a project.

use std::path::{Path, PathBuf};

use super::config::{self, CONFIG_FILE, Config};
use super::observer::Observer;
use super::segmenting::{RulesRequest, Segmenting};
use super::{ProjectError, sync};
use crate::glossary::Glossary;
use crate::memory::Memory;
use crate::store::{OpenOptions, Store};

/// Which project is to be opened.
#[derive(Debug, Clone, Default)]
pub struct OpenRequest {
    /// Where to look for the settings, this folder first and then those above it; the working
    /// directory when `None`.
    pub folder: Option<PathBuf>,
    /// The folder of the store, instead of the one that the settings name.
    pub store: Option<PathBuf>,
    /// How the store is opened.
    pub options: OpenOptions,
    /// Rules of segmentation, instead of those that the settings name.
    pub rules: RulesRequest,
}

/// An open project whose store is in step with its sources.
pub struct Project {
    pub(super) root: PathBuf,
    pub(super) config: Config,
    pub(super) memory: Memory,
    pub(super) glossary: Glossary,
    rules: RulesRequest,
    // Behind what reads it, so that it is closed last.
    pub(super) store: Store,
}

impl Project {
    /// Finds the settings, opens the store, and brings it and its index in step with the
    /// sources. A source that cannot be read is told to the observer; what it was before stays.
    ///
    /// # Errors
    /// When there is no project, its settings are wrong, or the store cannot be opened.
    pub fn open(request: &OpenRequest, observer: &dyn Observer) -> Result<Self, ProjectError> {
        let (root, config) = locate(request)?;
        let store = Store::open(&store_folder(&root, &config, request), &request.options)?;
        sync::sync(&root, &config, &store, observer)?;
        let mut project = Self::with_store(root, config, store, observer)?;
        project.rules = request.rules.clone();
        Ok(project)
    }

    /// The project over a store that is in step with its sources.
    pub(super) fn with_store(
        root: PathBuf,
        config: Config,
        store: Store,
        observer: &dyn Observer,
    ) -> Result<Self, ProjectError> {
        // Before anybody has ids of units, which folding changes.
        store.fold_edits()?;
        let memory = sync::index(&store, observer)?;
        let glossary = Glossary::open(&store)?;
        Ok(Self {
            root,
            config,
            memory,
            glossary,
            rules: RulesRequest::default(),
            store,
        })
    }

    /// The folder of the project.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// How texts are divided: by the rules of the request, of the settings, or ours. Remarks
    /// on a file of rules go to the observer.
    ///
    /// # Errors
    /// When a file of rules cannot be used.
    pub fn segmenting(&self, observer: &dyn Observer) -> Result<Segmenting, ProjectError> {
        Segmenting::of(&self.rules, Some((&self.root, &self.config)), observer)
    }

    /// The glossary.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// The memory.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }
}

/// The folder and the settings of the project that a request means.
pub(super) fn locate(request: &OpenRequest) -> Result<(PathBuf, Config), ProjectError> {
    let start = request.folder.clone().unwrap_or_else(|| PathBuf::from("."));
    let root = config::find(&start)?;
    let config = Config::read(&root.join(CONFIG_FILE))?;
    Ok((root, config))
}

/// The folder of the store that a request means.
pub(super) fn store_folder(root: &Path, config: &Config, request: &OpenRequest) -> PathBuf {
    match &request.store {
        Some(folder) => folder.clone(),
        None => root.join(&config.store),
    }
}

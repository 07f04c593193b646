//! Room `memory`.

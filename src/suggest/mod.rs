//! Room `suggest`.

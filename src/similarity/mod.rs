//! Room `similarity`.

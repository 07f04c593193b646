//! Room `glossary`.

//! Finding things by where they are.

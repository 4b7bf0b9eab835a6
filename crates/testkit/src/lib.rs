//! Test support: fixture notation, random-operation generator.

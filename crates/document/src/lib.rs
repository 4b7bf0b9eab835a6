//! The model of a design: records, properties, ops, merge, history.

//! What a design means: system model, structure function, failures, load, findings.

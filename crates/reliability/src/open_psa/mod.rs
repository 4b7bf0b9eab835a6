//! Fault trees in the Open-PSA Model Exchange Format (version 2.0): what is needed of it for coherent
//! trees with fixed probabilities.
//!
//! Read: `define-fault-tree`, `define-component`, `define-gate`, `define-basic-event`,
//! `define-house-event`, `define-parameter`, `model-data`; the formulas `and`, `or`, `atleast` and
//! `constant`; the expressions `float`, `int` and `parameter`. Labels and attributes are passed over.
//! Anything else is refused by name and place.

mod link;
mod parse;

use std::fmt;

use crate::tree::{EventId, FaultTree};

/// A fault tree with its names.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What the fault tree is called, if it says so.
    pub name: Option<String>,
    /// The gate on top.
    pub top: String,
    /// The tree below it.
    pub tree: FaultTree,
    /// The name of each basic event below the top, by number.
    pub events: Vec<String>,
    /// Those nothing says the probability of; the tree has 1 for them.
    pub without_probability: Vec<EventId>,
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The line, from 1; 0 where it is the file as a whole.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(out, "line {}, column {}: ", self.line, self.column)?;
        }
        out.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Reads the tree below a gate; without one, below the only gate that no other gate refers to.
///
/// # Errors
///
/// Where the text is not well-formed XML, uses what is not read here, defines something twice or not at
/// all, goes round in a circle, or has a probability outside 0 to 1.
pub fn read(text: &str, top: Option<&str>) -> Result<Model, Error> {
    let place = |at: usize, message: String| {
        // A place within a character counts as the character's start.
        let start = (0..=at.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.matches('\n').count() + 1;
        Error { line, column: before[line_start..].chars().count() + 1, message }
    };
    let parsed = parse::parse(text).map_err(|wrong| place(wrong.at, wrong.message))?;
    link::link(parsed, top).map_err(|wrong| match wrong.at {
        parse::NOWHERE => Error { line: 0, column: 0, message: wrong.message },
        at => place(at, wrong.message),
    })
}

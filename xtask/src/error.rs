//! What went wrong and what to do about it.

use std::fmt;

/// The result of everything in xtask that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// A failure that a person reads: what happened, and where it is known, what to do now.
#[derive(Debug)]
pub struct Error {
    what: String,
    hint: Option<String>,
    is_reported: bool,
}

impl Error {
    /// A failure with nothing to advise beyond its own words.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), hint: None, is_reported: false }
    }

    /// Adds what to do about it.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Marks it as told to the person already, so that only the exit code is left to say.
    pub fn reported(mut self) -> Self {
        self.is_reported = true;
        self
    }

    /// Whether the person has been told.
    pub fn is_reported(&self) -> bool {
        self.is_reported
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}", self.what)?;
        match &self.hint {
            Some(hint) => write!(out, "\n  what to do: {hint}"),
            None => Ok(()),
        }
    }
}

/// Turns an error of the standard library into one that says what was being done.
pub trait Context<T> {
    /// `doing` completes the sentence "could not ...".
    fn context(self, doing: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, doing: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Error::new(format!("could not {}: {error}", doing())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_happened_and_what_to_do() {
        let error = Error::new("Node is missing").hint("install it");
        assert_eq!(error.to_string(), "error: Node is missing\n  what to do: install it");
    }

    #[test]
    fn context_says_what_was_being_done() {
        let result: std::result::Result<(), _> = Err("disk full");
        assert_eq!(result.context(|| "write x".into()).unwrap_err().to_string(), "error: could not write x: disk full");
    }
}

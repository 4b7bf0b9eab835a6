//! Why a command cannot do what it was asked for.

/// One message for people: where, what is wrong, and perhaps what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// A file, perhaps with line and column; nothing when it is about the command as a whole.
    place: Option<String>,
    message: String,
    hint: Option<String>,
}

/// What a step of a command comes to.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure of the command as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), hint: None }
    }

    /// A failure at a place.
    pub fn at(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self { place: Some(place.into()), message: message.into(), hint: None }
    }

    /// The same with what to do about it.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Where it is: before the word "error".
    pub fn place(&self) -> &str {
        self.place.as_deref().unwrap_or("linchpin")
    }

    /// What comes after the word "error".
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to do about it, if that is not plain.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }
}

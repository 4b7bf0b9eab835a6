//! What attributes are set to, whatever it is made of.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};

use crate::css;

/// What is set; nothing takes it away.
pub type Text = Option<Cow<'static, str>>;

/// Once, or again whenever a signal read while making it changes.
pub enum Value {
    Once(Text),
    Again(Box<dyn FnMut() -> Text + Send>),
}

/// What can be the text of an attribute.
pub trait IntoText {
    /// That text.
    fn into_text(self) -> Text;
}

impl IntoText for &'static str {
    fn into_text(self) -> Text {
        Some(self.into())
    }
}

impl IntoText for String {
    fn into_text(self) -> Text {
        Some(self.into())
    }
}

impl IntoText for bool {
    fn into_text(self) -> Text {
        self.then_some(Cow::Borrowed(""))
    }
}

impl<T: IntoText> IntoText for Option<T> {
    fn into_text(self) -> Text {
        self.and_then(T::into_text)
    }
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl IntoText for $number {
            fn into_text(self) -> Text {
                Some(self.to_string().into())
            }
        })*
    };
}

numbers! { i32 u32 usize }

impl IntoText for f64 {
    fn into_text(self) -> Text {
        Some(css::number(self).into())
    }
}

/// Marks what is set once.
pub struct Once;
/// Marks what is set again by a function.
pub struct Again;
/// Marks what is set again by a function that `view!` has wrapped.
pub struct Wrapped;

/// What an attribute can be set to.
pub trait IntoValue<M> {
    /// What it is set to.
    fn into_value(self) -> Value;
}

impl<T: IntoText> IntoValue<Once> for T {
    fn into_value(self) -> Value {
        Value::Once(self.into_text())
    }
}

impl<T: IntoText, F: FnMut() -> T + Send + 'static> IntoValue<Again> for F {
    fn into_value(mut self) -> Value {
        Value::Again(Box::new(move || self().into_text()))
    }
}

impl<T: IntoText + 'static> IntoValue<Wrapped> for Arc<Mutex<dyn FnMut() -> T + Send>> {
    fn into_value(self) -> Value {
        Value::Again(Box::new(move || self.lock().unwrap_or_else(PoisonError::into_inner)().into_text()))
    }
}

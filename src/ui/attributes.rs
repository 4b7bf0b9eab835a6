//! What is set on an element: attributes, classes, styles and listeners.

use leptos::prelude::RenderEffect;
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, AnyAttributeState};
use leptos::tachys::html::event::{EventDescriptor, On};
use leptos::tachys::renderer::dom::Dom;
use leptos::tachys::renderer::types::Event;
use std::borrow::Cow;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::values::{IntoValue, Text, Value};

/// What of an element a text is for.
#[derive(Clone, Copy, PartialEq)]
pub enum Part {
    Attribute,
    /// One of its classes, which it has while there is a text.
    Class,
    /// A property of its style.
    Style,
    /// What it contains, as HTML.
    Content,
    /// What a field holds.
    Value,
    /// A property that is true while there is a text.
    Flag,
}

impl Part {
    /// Whether a text is to be written after that one. What a person may have changed since is written every time.
    fn needs(self, last: Option<&Text>, text: &Text) -> bool {
        matches!(self, Self::Value | Self::Flag) || last != Some(text)
    }

    fn write(self, element: &Element, name: &str, text: &Text) {
        // Names are written in our own sources, so that the browser takes them.
        let _ = match (self, text.as_deref()) {
            (Self::Attribute, Some(text)) => element.set_attribute(name, text),
            (Self::Attribute, None) => element.remove_attribute(name),
            (Self::Class, text) => element.class_list().toggle_with_force(name, text.is_some()).map(drop),
            (Self::Style, text) => {
                let style = element.unchecked_ref::<HtmlElement>().style();
                style.set_property(name, text.unwrap_or_default())
            }
            (Self::Content, text) => {
                element.set_inner_html(text.unwrap_or_default());
                Ok(())
            }
            (Self::Value, text) => {
                // Once what it chooses from is in the element.
                Dom::set_property_or_value(element, name, &JsValue::from_str(text.unwrap_or_default()));
                Ok(())
            }
            (Self::Flag, text) => {
                Dom::set_property(element, name, &JsValue::from_bool(text.is_some()));
                Ok(())
            }
        };
    }
}

/// An event by its name.
#[derive(Clone)]
pub struct Named(pub Cow<'static, str>);

impl EventDescriptor for Named {
    type EventType = Event;

    const BUBBLES: bool = false;

    fn name(&self) -> Cow<'static, str> {
        self.0.clone()
    }

    fn event_delegation_key(&self) -> Cow<'static, str> {
        self.0.clone()
    }
}

type Listener = On<Named, Box<dyn FnMut(Event)>>;

/// What is to be set.
pub enum Setting {
    Text {
        part: Part,
        name: &'static str,
        value: Value,
    },
    Listen(Listener),
    /// Lets others find the element.
    Find(Box<dyn FnOnce(&Element) + Send>),
    /// Whatever else the view library can set.
    Any(AnyAttribute),
}

/// What was set, for as long as it lasts.
pub enum Kept {
    Text { part: Part, name: &'static str, set: Written },
    Listen(<Listener as Attribute>::State),
    Find,
    Any(AnyAttributeState),
}

/// A text that was set.
pub enum Written {
    Once(Text),
    /// What keeps it up to date, until it is dropped.
    Again {
        _follows: RenderEffect<Text>,
    },
}

impl Setting {
    /// Whether this can take the place of that.
    pub fn fits(&self, kept: &Kept) -> bool {
        match (self, kept) {
            (Self::Text { part, name, .. }, Kept::Text { part: old_part, name: old_name, .. }) => {
                (part, name) == (old_part, old_name)
            }
            (Self::Listen(_), Kept::Listen(_)) | (Self::Find(_), Kept::Find) | (Self::Any(_), Kept::Any(_)) => true,
            _ => false,
        }
    }

    /// Sets it on a new element.
    pub fn apply(self, element: &Element) -> Kept {
        match self {
            Self::Text { part, name, value } => Kept::Text { part, name, set: write(part, element, name, value, None) },
            Self::Listen(listener) => Kept::Listen(listener.build(element)),
            Self::Find(tell) => {
                tell(element);
                Kept::Find
            }
            Self::Any(attribute) => Kept::Any(attribute.build(element)),
        }
    }

    /// Takes the place of what it fits.
    pub fn replace(self, kept: &mut Kept, element: &Element) {
        match (self, kept) {
            (Self::Text { part, name, value }, Kept::Text { set, .. }) => {
                let last = match set {
                    Written::Once(text) => Some(text.take()),
                    Written::Again { .. } => None,
                };
                *set = write(part, element, name, value, last);
            }
            (Self::Listen(listener), Kept::Listen(state)) => listener.rebuild(state),
            (Self::Find(tell), Kept::Find) => tell(element),
            (Self::Any(attribute), Kept::Any(state)) => attribute.rebuild(state),
            _ => {}
        }
    }
}

/// Writes a value that comes after another, or is the first.
fn write(part: Part, element: &Element, name: &'static str, value: Value, last: Option<Text>) -> Written {
    match value {
        Value::Once(text) => {
            if part.needs(last.as_ref(), &text) {
                part.write(element, name, &text);
            }
            Written::Once(text)
        }
        Value::Again(mut make) => {
            let element = element.clone();
            let follows = RenderEffect::new(move |last: Option<Text>| {
                let text = make();
                if part.needs(last.as_ref(), &text) {
                    part.write(&element, name, &text);
                }
                text
            });
            Written::Again { _follows: follows }
        }
    }
}

/// Marks one class, or one property of the style.
pub struct One<M>(M);

/// What `class` and `style` can be set to: all of it, or by name.
pub trait IntoSetting<M> {
    /// What sets it: all as an attribute called so, or one that is such a part.
    fn into_setting(self, whole: &'static str, one: Part) -> Setting;
}

impl<M, V: IntoValue<M>> IntoSetting<M> for V {
    fn into_setting(self, whole: &'static str, _: Part) -> Setting {
        Setting::Text { part: Part::Attribute, name: whole, value: self.into_value() }
    }
}

impl<M, V: IntoValue<M>> IntoSetting<One<M>> for (&'static str, V) {
    fn into_setting(self, _: &'static str, one: Part) -> Setting {
        Setting::Text { part: one, name: self.0, value: self.1.into_value() }
    }
}

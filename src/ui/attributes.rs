//! Attributes, classes, styles and listeners of elements, each of one type whatever its name and value.
//!
//! The view library has a type for every attribute with every type of value, and compiles how an attribute is set,
//! changed and taken away for each. The methods here are called as its own are, by what `view!` makes of markup, and
//! stand in their place where the prelude of this folder is used.

use leptos::prelude::{AddAnyAttr, RenderEffect, RenderHtml};
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::{Attribute, NamedAttributeKey, NextAttribute};
use leptos::tachys::html::element::{HasElementType, HtmlElement};
use leptos::tachys::html::event::{EventDescriptor, On, Targeted, on};
use leptos::tachys::renderer::types::Event;
use std::borrow::Cow;
use std::sync::{Arc, Mutex, PoisonError};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is set; nothing takes it away.
pub type Text = Option<Cow<'static, str>>;

/// What is set again whenever a signal read while making it changes.
type Living = Arc<Mutex<dyn FnMut() -> Text + Send>>;

/// Once, or again and again.
#[derive(Clone)]
pub enum Value {
    Still(Text),
    Living(Living),
}

/// What of an element is set.
#[derive(Clone, Copy, PartialEq)]
pub enum Part {
    Attribute,
    /// One of its classes, which it has while there is a text.
    Class,
    /// A property of its style.
    Style,
    /// What it contains, as HTML.
    Content,
}

/// An attribute.
#[derive(Clone)]
pub struct Set {
    part: Part,
    name: &'static str,
    value: Value,
}

impl Part {
    fn write(self, element: &Element, name: &str, text: &Text) {
        // Names are written in our own sources, so that the browser takes them.
        let _ = match (self, text.as_deref()) {
            (Self::Attribute, Some(text)) => element.set_attribute(name, text),
            (Self::Attribute, None) => element.remove_attribute(name),
            (Self::Class, text) => element.class_list().toggle_with_force(name, text.is_some()).map(drop),
            (Self::Style, text) => {
                let style = element.unchecked_ref::<web_sys::HtmlElement>().style();
                style.set_property(name, text.unwrap_or_default())
            }
            (Self::Content, text) => {
                element.set_inner_html(text.unwrap_or_default());
                Ok(())
            }
        };
    }
}

/// An attribute of an element in the page.
pub struct Held {
    element: Element,
    part: Part,
    name: &'static str,
    /// What keeps a living one up to date, until it is dropped.
    _follows: Option<RenderEffect<Text>>,
}

impl Attribute for Set {
    const MIN_LENGTH: usize = 0;

    type State = Held;
    type AsyncOutput = Self;
    type Cloneable = Self;
    type CloneableOwned = Self;

    fn html_len(&self) -> usize {
        0
    }

    fn to_html(self, _: &mut String, _: &mut String, _: &mut String, _: &mut String) {}

    fn hydrate<const FROM_SERVER: bool>(self, element: &Element) -> Held {
        self.build(element)
    }

    fn build(self, element: &Element) -> Held {
        let Self { part, name, value } = self;
        let follows = match value {
            Value::Still(text) => {
                part.write(element, name, &text);
                None
            }
            Value::Living(make) => {
                let element = element.clone();
                Some(RenderEffect::new(move |last: Option<Text>| {
                    let text = make.lock().unwrap_or_else(PoisonError::into_inner)();
                    if last.as_ref() != Some(&text) {
                        part.write(&element, name, &text);
                    }
                    text
                }))
            }
        };
        Held { element: element.clone(), part, name, _follows: follows }
    }

    fn rebuild(self, held: &mut Held) {
        if (held.part, held.name) != (self.part, self.name) {
            held.part.write(&held.element, held.name, &None);
        }
        let element = held.element.clone();
        *held = self.build(&element);
    }

    fn into_cloneable(self) -> Self {
        self
    }

    fn into_cloneable_owned(self) -> Self {
        self
    }

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn keys(&self) -> Vec<NamedAttributeKey> {
        match self.part {
            Part::Attribute => vec![NamedAttributeKey::Attribute(self.name.into())],
            Part::Content => vec![NamedAttributeKey::InnerHtml],
            Part::Class | Part::Style => Vec::new(),
        }
    }
}

impl NextAttribute for Set {
    type Output<NewAttr: Attribute> = Vec<AnyAttribute>;

    fn add_any_attr<NewAttr: Attribute>(self, next: NewAttr) -> Vec<AnyAttribute> {
        vec![self.into_any_attr(), next.into_any_attr()]
    }
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

numbers! { i32 u32 usize f64 }

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
        Value::Still(self.into_text())
    }
}

impl<T: IntoText, F: FnMut() -> T + Send + 'static> IntoValue<Again> for F {
    fn into_value(mut self) -> Value {
        Value::Living(Arc::new(Mutex::new(move || self().into_text())))
    }
}

impl<T: IntoText + 'static> IntoValue<Wrapped> for Arc<Mutex<dyn FnMut() -> T + Send>> {
    fn into_value(self) -> Value {
        let make = move || self.lock().unwrap_or_else(PoisonError::into_inner)().into_text();
        Value::Living(Arc::new(Mutex::new(make)))
    }
}

/// Marks one class, or one property of the style.
pub struct One<M>(M);

/// What `class` and `style` can be set to: all of it, or by name.
pub trait IntoSet<M> {
    /// What sets it: all as an attribute called so, or one that is such a part.
    fn into_set(self, whole: &'static str, one: Part) -> Set;
}

impl<M, V: IntoValue<M>> IntoSet<M> for V {
    fn into_set(self, whole: &'static str, _: Part) -> Set {
        Set { part: Part::Attribute, name: whole, value: self.into_value() }
    }
}

impl<M, V: IntoValue<M>> IntoSet<One<M>> for (&'static str, V) {
    fn into_set(self, _: &'static str, one: Part) -> Set {
        Set { part: one, name: self.0, value: self.1.into_value() }
    }
}

/// An event by its name.
#[derive(Clone)]
pub struct Named(Cow<'static, str>);

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

macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        $(
            /// Sets the attribute of this name.
            fn $method<M>(self, value: impl IntoValue<M>) -> Self::Output<Set> {
                self.attr($name, value)
            }
        )*
    };
}

/// What `view!` calls.
pub trait Attributes: AddAnyAttr + Sized
where
    Self::Output<Set>: RenderHtml,
    Self::Output<Listener>: RenderHtml,
{
    /// Sets any attribute.
    fn attr<M>(self, name: &'static str, value: impl IntoValue<M>) -> Self::Output<Set> {
        self.add_any_attr(Set { part: Part::Attribute, name, value: value.into_value() })
    }

    /// Sets all classes, or one.
    fn class<M>(self, value: impl IntoSet<M>) -> Self::Output<Set> {
        self.add_any_attr(value.into_set("class", Part::Class))
    }

    /// Sets all of the style, or one property.
    fn style<M>(self, value: impl IntoSet<M>) -> Self::Output<Set> {
        self.add_any_attr(value.into_set("style", Part::Style))
    }

    /// Fills the element with HTML that the page itself made.
    fn inner_html<M>(self, value: impl IntoValue<M>) -> Self::Output<Set> {
        self.add_any_attr(Set { part: Part::Content, name: "", value: value.into_value() })
    }

    /// Listens to an event.
    fn on<E: EventDescriptor>(self, event: E, mut listen: impl FnMut(E::EventType) + 'static) -> Self::Output<Listener>
    where
        E::EventType: From<Event>,
    {
        let listen: Box<dyn FnMut(Event)> = Box::new(move |event| listen(event.into()));
        self.add_any_attr(on(Named(event.name()), listen))
    }

    /// Listens to an event of an element whose type is known.
    fn on_target<E: EventDescriptor>(
        self,
        event: E,
        mut listen: impl FnMut(Targeted<E::EventType, Self::ElementType>) + 'static,
    ) -> Self::Output<Listener>
    where
        Self: HasElementType,
        E::EventType: From<Event>,
    {
        self.on(event, move |event| listen(event.into()))
    }

    attributes! {
        id "id"
        role "role"
        spellcheck "spellcheck"
        tabindex "tabindex"
        title "title"
        inputmode "inputmode"
        aria_checked "aria-checked"
        aria_expanded "aria-expanded"
        aria_haspopup "aria-haspopup"
        aria_hidden "aria-hidden"
        aria_invalid "aria-invalid"
        aria_label "aria-label"
        aria_labelledby "aria-labelledby"
        aria_live "aria-live"
        aria_pressed "aria-pressed"
        aria_selected "aria-selected"
        aria_valuetext "aria-valuetext"
    }
}

impl<E, At, Ch> Attributes for HtmlElement<E, At, Ch>
where
    Self: AddAnyAttr,
    Self::Output<Set>: RenderHtml,
    Self::Output<Listener>: RenderHtml,
{
}

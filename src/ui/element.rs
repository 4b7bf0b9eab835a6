//! Elements of one type whatever their tag, attributes and children.
//!
//! The view library has a type for every element with every attribute of every type of value, and compiles how each is
//! made, changed and taken away. The methods here are called by what `view!` makes of markup, under the names of the
//! library's own, which are out of sight where the prelude of this folder is used. Only the attributes that single
//! elements have, such as `type`, come from the library if they are the first of an element without children: there
//! another one is to be written first.

use leptos::html::ElementType;
use leptos::prelude::{AddAnyAttr, AnyView, IntoMaybeErased, IntoRender, Mountable, NodeRef, Render, RenderHtml};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::element::HtmlElement;
use leptos::tachys::html::event::{EventDescriptor, Targeted, on};
use leptos::tachys::html::node_ref::NodeRefContainer;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::Event;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Position, PositionState};
use std::marker::PhantomData;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::attributes::{IntoSetting, Kept, Named, Part, Setting};
use super::values::{IntoValue, Value};

/// An element that is to be made. Its type is known only so that events know theirs.
pub struct Node<E> {
    plan: Plan,
    of: PhantomData<fn() -> E>,
}

/// What is to be made.
pub struct Plan(Box<Contents>);

struct Contents {
    tag: &'static str,
    namespace: Option<&'static str>,
    settings: Vec<Setting>,
    children: Option<AnyView>,
}

/// An element in the page.
pub struct Made {
    tag: &'static str,
    element: Element,
    kept: Vec<Kept>,
    children: Option<AnyViewState>,
}

impl Plan {
    fn set(&mut self, part: Part, name: &'static str, value: Value) {
        self.add(Setting::Text { part, name, value });
    }

    fn add(&mut self, setting: Setting) {
        self.0.settings.push(setting);
    }

    /// Whether that element can become this one.
    fn fits(&self, made: &Made) -> bool {
        let settings = &self.0.settings;
        self.0.tag == made.tag
            && self.0.children.is_some() == made.children.is_some()
            && settings.len() == made.kept.len()
            && settings.iter().zip(&made.kept).all(|(setting, kept)| setting.fits(kept))
    }
}

impl Render for Plan {
    type State = Made;

    fn build(self) -> Made {
        let Contents { tag, namespace, settings, children } = *self.0;
        let element = leptos::tachys::renderer::dom::Dom::create_element(tag, namespace);
        let kept = settings.into_iter().map(|setting| setting.apply(&element)).collect();
        let mut children = children.map(AnyView::build);
        if let Some(children) = &mut children {
            children.mount(&element, None);
        }
        Made { tag, element, kept, children }
    }

    fn rebuild(self, made: &mut Made) {
        if !self.fits(made) {
            let mut new = self.build();
            made.insert_before_this(&mut new);
            made.unmount();
            *made = new;
            return;
        }
        for (setting, kept) in self.0.settings.into_iter().zip(&mut made.kept) {
            setting.replace(kept, &made.element);
        }
        if let (Some(children), Some(held)) = (self.0.children, &mut made.children) {
            children.rebuild(held);
        }
    }
}

impl Mountable for Made {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&web_sys::Node>) {
        // The marker is a child of the parent wherever the view library asks for this.
        let _ = parent.insert_before(&self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let parent = self.element.parent_node().and_then(|parent| parent.dyn_into::<Element>().ok());
        parent.inspect(|parent| child.mount(parent, Some(&self.element))).is_some()
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl AddAnyAttr for Plan {
    type Output<New: Attribute> = Self;

    fn add_any_attr<New: Attribute>(mut self, attribute: New) -> Self {
        self.add(Setting::Any(attribute.into_any_attr()));
        self
    }
}

/// Nothing is made on a server.
impl RenderHtml for Plan {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Made {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}

impl<E: 'static> Render for Node<E> {
    type State = Made;

    fn build(self) -> Made {
        self.plan.build()
    }

    fn rebuild(self, made: &mut Made) {
        self.plan.rebuild(made);
    }
}

impl<E: 'static> AddAnyAttr for Node<E> {
    type Output<New: Attribute> = Plan;

    fn add_any_attr<New: Attribute>(self, attribute: New) -> Plan {
        self.plan.add_any_attr(attribute)
    }
}

impl<E: 'static> RenderHtml for Node<E> {
    type AsyncOutput = Plan;
    type Owned = Plan;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Plan {
        self.plan
    }

    fn to_html_with_buf(self, _: &mut String, _: &mut Position, _: bool, _: bool, _: Vec<AnyAttribute>) {}

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Made {
        self.build()
    }

    fn into_owned(self) -> Plan {
        self.plan
    }
}

macro_rules! attributes {
    ($($method:ident $name:literal)*) => {
        $(
            /// Sets the attribute of this name.
            fn $method<M>(self, value: impl IntoValue<M>) -> Node<Self::Of> {
                self.attr($name, value)
            }
        )*
    };
}

/// What `view!` calls.
pub trait Markup: Sized {
    /// What kind of element it is.
    type Of: ElementType;

    /// The element as it is known here.
    fn node(self) -> Node<Self::Of>;

    /// Puts something into the element.
    fn child<C: IntoRender>(self, child: C) -> Node<Self::Of>
    where
        C::Output: IntoMaybeErased<Output = AnyView>,
    {
        let mut node = self.node();
        node.plan.0.children = Some(child.into_render().into_maybe_erased());
        node
    }

    /// Sets any attribute.
    fn attr<M>(self, name: &'static str, value: impl IntoValue<M>) -> Node<Self::Of> {
        let mut node = self.node();
        node.plan.set(Part::Attribute, name, value.into_value());
        node
    }

    /// Sets all classes, or one.
    fn class<M>(self, value: impl IntoSetting<M>) -> Node<Self::Of> {
        let mut node = self.node();
        node.plan.add(value.into_setting("class", Part::Class));
        node
    }

    /// Sets all of the style, or one property.
    fn style<M>(self, value: impl IntoSetting<M>) -> Node<Self::Of> {
        let mut node = self.node();
        node.plan.add(value.into_setting("style", Part::Style));
        node
    }

    /// Fills the element with HTML that the page itself made.
    fn inner_html<M>(self, value: impl IntoValue<M>) -> Node<Self::Of> {
        let mut node = self.node();
        node.plan.set(Part::Content, "", value.into_value());
        node
    }

    /// Sets what a field holds, or another property that is true or not.
    fn prop<M>(self, name: &'static str, value: impl IntoValue<M>) -> Node<Self::Of> {
        let mut node = self.node();
        node.plan.set(if name == "value" { Part::Value } else { Part::Flag }, name, value.into_value());
        node
    }

    /// Lets others find the element.
    fn node_ref(self, found: NodeRef<Self::Of>) -> Node<Self::Of>
    where
        NodeRef<Self::Of>: NodeRefContainer<Self::Of>,
    {
        let mut node = self.node();
        node.plan.add(Setting::Find(Box::new(move |element| found.load(element))));
        node
    }

    /// Listens to an event.
    fn on<E: EventDescriptor>(self, event: E, mut listen: impl FnMut(E::EventType) + 'static) -> Node<Self::Of>
    where
        E::EventType: From<Event>,
    {
        let listen: Box<dyn FnMut(Event)> = Box::new(move |event| listen(event.into()));
        let mut node = self.node();
        node.plan.add(Setting::Listen(on(Named(event.name()), listen)));
        node
    }

    /// Listens to an event of an element whose type is known.
    fn on_target<E: EventDescriptor>(
        self,
        event: E,
        mut listen: impl FnMut(Targeted<E::EventType, <Self::Of as ElementType>::Output>) + 'static,
    ) -> Node<Self::Of>
    where
        E::EventType: From<Event>,
    {
        self.on(event, move |event| listen(Targeted::from(event)))
    }

    attributes! {
        id "id"
        role "role"
        spellcheck "spellcheck"
        tabindex "tabindex"
        title "title"
        inputmode "inputmode"
        r#type "type"
        r#for "for"
        aria_checked "aria-checked"
        aria_describedby "aria-describedby"
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
        autocomplete "autocomplete"
        colspan "colspan"
        disabled "disabled"
        href "href"
        max "max"
        maxlength "maxlength"
        min "min"
        placeholder "placeholder"
        readonly "readonly"
        rel "rel"
        scope "scope"
        selected "selected"
        step "step"
        target "target"
        value "value"
    }
}

impl<E: ElementType> Markup for HtmlElement<E, (), ()> {
    type Of = E;

    fn node(self) -> Node<E> {
        fn plan(tag: &'static str, namespace: Option<&'static str>) -> Plan {
            Plan(Box::new(Contents { tag, namespace, settings: Vec::new(), children: None }))
        }
        Node { plan: plan(E::TAG, E::NAMESPACE), of: PhantomData }
    }
}

impl<E: ElementType> Markup for Node<E> {
    type Of = E;

    fn node(self) -> Self {
        self
    }
}

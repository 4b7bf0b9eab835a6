//! What every panel uses: Leptos, with views of one type.
//!
//! The view library is generic over closures and elements. Left to itself it is compiled once for each
//! of the hundreds of places that use it; here types are erased where views are put together, which
//! makes the page a good deal smaller.

pub use leptos::prelude::*;

/// Under the names of the library's own, which are out of sight then.
pub use super::element::{
    Markup as AriaAttributes, Markup as ClassAttribute, Markup as CustomAttribute, Markup as ElementChild,
    Markup as GlobalAttributes, Markup as InnerHtmlAttribute, Markup as NodeRefAttribute, Markup as OnAttribute,
    Markup as OnTargetAttribute, Markup as PropAttribute, Markup as StyleAttribute,
};
pub use crate::erased_view as view;
pub use crate::reactive::{Memo, RwSignal, effect, memo};

use std::sync::{Arc, Mutex};

/// Leptos' `view!`, always of the type [`AnyView`].
#[macro_export]
macro_rules! erased_view {
    ($($markup:tt)*) => {
        ::leptos::prelude::IntoAny::into_any(::leptos::prelude::view! { $($markup)* })
    };
}

/// What is made anew whenever a signal read while making it changes.
pub fn living<V: IntoView + 'static>(mut make: impl FnMut() -> V + Send + 'static) -> AnyView {
    let make: Arc<Mutex<dyn FnMut() -> AnyView + Send>> = Arc::new(Mutex::new(move || make().into_maybe_erased()));
    make.into_any()
}

/// Shows its children while a condition holds; they are made anew only when the condition changes.
#[component]
pub fn Show(
    /// The condition.
    when: impl Fn() -> bool + Send + Sync + 'static,
    /// What is shown otherwise.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown.
    children: ChildrenFn,
) -> AnyView {
    let holds = memo(when);
    living(move || if holds.get() { children() } else { fallback.run() })
}

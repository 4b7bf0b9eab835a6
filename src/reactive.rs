//! Effects and memos whose code is compiled once for each type of value, not once for each closure:
//! the reactive library is generic over closures, and a page has hundreds of them.

use leptos::prelude::*;

/// Runs now and again whenever a signal it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    fn install(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| run());
    }
    install(Box::new(run));
}

/// A value worked out from signals; what follows it hears only of changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn install<T: PartialEq + Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
        Memo::new(move |_| compute())
    }
    install(Box::new(compute))
}

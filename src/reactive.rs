//! Signals, memos and effects whose code is compiled once, not once for each type of value or closure: the reactive
//! library is generic over both, and a page has dozens of the first and hundreds of the second.
//!
//! They are called as they are there, and hide its own where both are in sight.

use leptos::prelude::{self as library, Effect, Get, GetUntracked, Set, Track, Update, UpdateUntracked};
use std::any::Any;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

/// A value of any type. What is generic only puts one in or takes it out.
type Held = Arc<dyn Any + Send + Sync>;

/// A value that what reads it follows.
pub struct RwSignal<T> {
    held: library::RwSignal<Held>,
    of: PhantomData<fn() -> T>,
}

/// A value worked out from others.
pub struct Memo<T> {
    held: library::Memo<Worked>,
    of: PhantomData<fn() -> T>,
}

/// What a memo worked out last, and how that is told from what it works out next.
#[derive(Clone)]
struct Worked {
    held: Held,
    same: fn(&Held, &Held) -> bool,
}

impl PartialEq for Worked {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&self.held, &other.held)
    }
}

/// A value as it was when it was read.
pub struct Reading<T>(Arc<T>);

impl<T> Deref for Reading<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

fn taken<T: Send + Sync + 'static>(held: Held) -> Arc<T> {
    // A signal or memo of a type holds only values of that type.
    held.downcast().expect("a signal holds values of its type")
}

fn seen<T: 'static>(held: &Held) -> &T {
    // As above.
    held.downcast_ref().expect("a signal holds values of its type")
}

/// The value to be changed in place: nobody else sees it, so it is copied where somebody still reads it.
fn changed<T: Clone + Send + Sync + 'static>(held: &mut Held) -> &mut T {
    if Arc::get_mut(held).is_none() {
        *held = Arc::new(seen::<T>(held).clone());
    }
    // It is shared with nobody now, and of the type of its signal.
    Arc::get_mut(held).and_then(|held| held.downcast_mut()).expect("a signal holds values of its type")
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    /// A signal with its first value.
    pub fn new(value: T) -> Self {
        fn new(held: Held) -> library::RwSignal<Held> {
            library::RwSignal::new(held)
        }
        Self { held: new(Arc::new(value)), of: PhantomData }
    }

    /// Follows it without reading it.
    pub fn track(&self) {
        self.held.track();
    }

    /// The value, and follows it.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        seen::<T>(&self.held.get()).clone()
    }

    /// The value.
    pub fn get_untracked(&self) -> T
    where
        T: Clone,
    {
        seen::<T>(&self.held.get_untracked()).clone()
    }

    /// The value; nothing once what made the signal is gone.
    pub fn try_get_untracked(&self) -> Option<T>
    where
        T: Clone,
    {
        self.held.try_get_untracked().map(|held| seen::<T>(&held).clone())
    }

    /// The value as it is now, and follows it.
    pub fn read(&self) -> Reading<T> {
        Reading(taken(self.held.get()))
    }

    /// The value as it is now.
    pub fn read_untracked(&self) -> Reading<T> {
        Reading(taken(self.held.get_untracked()))
    }

    /// Looks at the value, and follows it.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&self.held.get()))
    }

    /// Looks at the value.
    pub fn with_untracked<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&self.held.get_untracked()))
    }

    /// Gives it another value.
    pub fn set(&self, value: T) {
        fn set(signal: library::RwSignal<Held>, value: Held) {
            // What made it may be gone; then nobody reads it any more.
            let _ = signal.try_set(value);
        }
        set(self.held, Arc::new(value));
    }

    /// Changes the value.
    pub fn update(&self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        fn update(signal: library::RwSignal<Held>, change: &mut dyn FnMut(&mut Held)) {
            // What made it may be gone; then nobody reads it any more.
            let _ = signal.try_update(change);
        }
        let mut change = Some(change);
        update(self.held, &mut |held| change.take().into_iter().for_each(|change| change(changed(held))));
    }

    /// Changes the value, and what follows it does not hear of that.
    pub fn update_untracked(&self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        // As above.
        let _ = self.held.try_update_untracked(|held| change(changed(held)));
    }
}

impl<T: Default + Send + Sync + 'static> Default for RwSignal<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T: Clone + Send + Sync + 'static> Memo<T> {
    /// The value, and follows it.
    pub fn get(&self) -> T {
        seen::<T>(&self.held.get().held).clone()
    }

    /// The value.
    pub fn get_untracked(&self) -> T {
        seen::<T>(&self.held.get_untracked().held).clone()
    }
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Follows it. It is worked out for that: one that never was does not know what it depends on.
    pub fn track(&self) {
        drop(self.held.get());
    }

    /// The value as it is now, and follows it.
    pub fn read(&self) -> Reading<T> {
        Reading(taken(self.held.get().held))
    }

    /// The value as it is now.
    pub fn read_untracked(&self) -> Reading<T> {
        Reading(taken(self.held.get_untracked().held))
    }

    /// Looks at the value, and follows it.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(seen(&self.held.get().held))
    }
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}

/// Runs now and again whenever a signal it reads changes.
pub fn effect(run: impl FnMut() + 'static) {
    fn install(mut run: Box<dyn FnMut()>) {
        Effect::new(move |_: Option<()>| run());
    }
    install(Box::new(run));
}

/// A value worked out from signals; what follows it hears only of changes.
pub fn memo<T: PartialEq + Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    fn install(work: Box<dyn Fn() -> Worked + Send + Sync>) -> library::Memo<Worked> {
        library::Memo::new(move |_| work())
    }
    let same = |a: &Held, b: &Held| seen::<T>(a) == seen::<T>(b);
    let held = install(Box::new(move || Worked { held: Arc::new(compute()), same }));
    Memo { held, of: PhantomData }
}

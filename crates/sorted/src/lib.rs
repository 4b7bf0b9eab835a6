//! Maps and sets in the order of their keys, and sorting, with little code.
//!
//! The standard library's tree is fast and large: every pair of types compiles five to eight kilobytes
//! of it, and a design is held in dozens of them. Lists in order do the same for a fiftieth of the code: a
//! key is found by halving, once compiled for each type of keys, and to go through all is to go through a
//! list. Putting a key in moves what comes after it, which among ten thousand takes some microseconds: large
//! values belong in boxes, and what is gathered in no order is better collected at once. The same goes
//! for sorting, see [`Arrange`].
//!
//! Of `n` keys one is found in `log n` looks. Putting one in at the end is as quick; anywhere else, as taking one
//! out, it moves up to `n` entries, so that doing so for each of `n` is quadratic: a map is filled in the order of its
//! keys. Sets put in order what is collected or many are extended by, in `n log n` looks; `retain` and `union` go
//! through all once.

mod arrange;
mod map;
mod set;

pub use arrange::Arrange;
pub use map::SortedMap;
pub use set::SortedSet;

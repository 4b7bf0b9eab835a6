//! Maps and sets in the order of their keys, and sorting, with little code.
//!
//! The standard library's tree is fast and large: every pair of types compiles five to eight kilobytes
//! of it, and a design is held in dozens of them. Sorted chunks do the same for a tenth of the code: a
//! key is found by halving twice, and putting it in moves at most one chunk and the list of chunks. The
//! same goes for sorting, see [`Arrange`].

mod arrange;
mod map;
mod set;

pub use arrange::Arrange;
pub use map::SortedMap;
pub use set::SortedSet;

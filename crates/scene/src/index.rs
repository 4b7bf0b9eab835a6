//! Finding things by where they are.

use kurbo::{Rect, Size};
use linchpin_document::{Arrange, RecordId, SortedMap};
use std::ops::RangeInclusive;

use crate::hit::overlap;

/// The cells of a grid of things as large as components, in world units: a little more than one is wide.
const CELL: Size = Size::new(256.0, 256.0);
/// What covers more cells than this is kept in a list of its own, and looked at whenever something is asked.
const MOST_CELLS: i64 = 64;

/// An area, and what covers it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entry {
    pub(crate) area: Rect,
    pub(crate) id: RecordId,
    pub(crate) part: Part,
}

/// Which part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    Whole,
    /// A piece of a connector, by its place in the way.
    Piece(usize),
    /// The label of a connector.
    Label,
}

impl Entry {
    /// A record that is in one piece.
    pub(crate) fn whole(area: Rect, id: RecordId) -> Self {
        Self { area, id, part: Part::Whole }
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.id, self.part) == (other.id, other.part)
    }
}

/// Areas found by place: a grid of cells, each with what lies in it. Every part has at most one area.
#[derive(Debug, Clone)]
pub(crate) struct SpatialIndex {
    cell: Size,
    cells: SortedMap<Cell, Vec<Entry>>,
    wide: Vec<Entry>,
}

/// What was taken out of an index for a while, with the cell it was in; nothing for what is kept in no cell.
pub(crate) type Taken = Vec<(Option<Cell>, Entry)>;

impl Default for SpatialIndex {
    fn default() -> Self {
        Self::with_cells(CELL)
    }
}

impl SpatialIndex {
    /// An empty index with cells of a size, which does well to be like that of what is looked for.
    pub(crate) fn with_cells(cell: Size) -> Self {
        Self { cell, cells: SortedMap::new(), wide: Vec::new() }
    }

    /// Takes some entries out and puts others in. What is taken out must be as it was put in.
    pub(crate) fn replace(&mut self, out: Vec<Entry>, into: Vec<Entry>) {
        for entry in out {
            self.remove(&entry);
        }
        for entry in into {
            self.insert(entry);
        }
    }

    fn remove(&mut self, entry: &Entry) {
        let cells = Cells::of(entry.area, self.cell);
        if cells.count() > MOST_CELLS {
            self.wide.retain(|held| !held.is_same(entry));
            return;
        }
        for cell in cells.each() {
            let Some(entries) = self.cells.get_mut(&cell) else { continue };
            entries.retain(|held| !held.is_same(entry));
            if entries.is_empty() {
                self.cells.remove(&cell);
            }
        }
    }

    fn insert(&mut self, entry: Entry) {
        let cells = Cells::of(entry.area, self.cell);
        if cells.count() > MOST_CELLS {
            self.wide.push(entry);
            return;
        }
        for cell in cells.each() {
            self.cells.get_or_default(cell).push(entry);
        }
    }

    /// What shares at least a point with an area, in no particular order.
    pub(crate) fn touching(&self, area: Rect) -> Vec<Entry> {
        let asked = Cells::of(area, self.cell);
        let mut found: Vec<Entry> = self.wide.iter().filter(|held| overlap(held.area, area)).copied().collect();
        for cell in self.cells_in(&asked) {
            let held = self.cells.get(&cell).into_iter().flatten().filter(|held| overlap(held.area, area));
            // What lies in several of the cells asked is found in the first of them.
            found.extend(held.filter(|held| Cells::of(held.area, self.cell).first_common(&asked) == cell));
        }
        found
    }

    /// Cells with all that lies in those asked, at most as many as there are.
    fn cells_in(&self, asked: &Cells) -> Vec<Cell> {
        let few = asked.count() <= self.cells.len() as i64;
        if few { asked.each().collect() } else { self.cells.keys().copied().collect() }
    }

    /// Takes out what fulfils a condition and shares at least a point with an area, until it is put back. What lies in
    /// other cells too is left there, and taken out of them when they are looked at.
    pub(crate) fn take(&mut self, area: Rect, is_wanted: &dyn Fn(Rect) -> bool, taken: &mut Taken) {
        let asked = Cells::of(area, self.cell);
        let is_wanted = |held: &Entry| overlap(held.area, area) && is_wanted(held.area);
        move_out(&mut self.wide, None, &is_wanted, taken);
        for cell in self.cells_in(&asked) {
            if let Some(entries) = self.cells.get_mut(&cell) {
                move_out(entries, Some(cell), &is_wanted, taken);
            }
        }
    }

    /// Puts back what was taken out.
    pub(crate) fn put_back(&mut self, taken: Taken) {
        for (cell, entry) in taken {
            match cell {
                Some(cell) => self.cells.get_or_default(cell).push(entry),
                None => self.wide.push(entry),
            }
        }
    }

    /// What shares at least a point with an area, in the order of ids.
    pub(crate) fn touching_in_order(&self, area: Rect) -> Vec<Entry> {
        let mut found = self.touching(area);
        found.arrange_by_key(|held| held.id);
        found
    }

    /// The area around everything; nothing when it is empty.
    pub(crate) fn bounds(&self) -> Option<Rect> {
        let entries = self.cells.values().flatten().chain(&self.wide);
        entries.map(|held| held.area).reduce(|a, b| a.union(b))
    }
}

/// Moves what fulfils a condition from a list to what is taken out.
fn move_out(entries: &mut Vec<Entry>, cell: Option<Cell>, is_wanted: &dyn Fn(&Entry) -> bool, taken: &mut Taken) {
    let mut index = 0;
    while let Some(held) = entries.get(index) {
        if is_wanted(held) {
            taken.push((cell, entries.swap_remove(index)));
        } else {
            index += 1;
        }
    }
}

/// A cell by its column and row.
type Cell = (i32, i32);

/// The cells an area lies in.
struct Cells {
    columns: RangeInclusive<i32>,
    rows: RangeInclusive<i32>,
}

impl Cells {
    fn of(area: Rect, cell: Size) -> Self {
        let column = |x: f64| (x / cell.width).floor() as i32;
        let row = |y: f64| (y / cell.height).floor() as i32;
        Self { columns: column(area.x0)..=column(area.x1), rows: row(area.y0)..=row(area.y1) }
    }

    fn count(&self) -> i64 {
        let length = |range: &RangeInclusive<i32>| i64::from(*range.end()) - i64::from(*range.start()) + 1;
        length(&self.columns).saturating_mul(length(&self.rows))
    }

    fn each(&self) -> impl Iterator<Item = Cell> + '_ {
        self.columns.clone().flat_map(|column| self.rows.clone().map(move |row| (column, row)))
    }

    /// The first cell of those in both, if there is one.
    fn first_common(&self, other: &Self) -> Cell {
        let later = |a: &RangeInclusive<i32>, b: &RangeInclusive<i32>| *a.start().max(b.start());
        (later(&self.columns, &other.columns), later(&self.rows, &other.rows))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use linchpin_document::PeerId;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn area() -> impl Strategy<Value = Rect> {
        // From points to what covers hundreds of cells; many edges lie on the edges of cells.
        let size = || prop_oneof![0..20u16, 0..10_000u16];
        (0..2000u16, 0..2000u16, size(), size()).prop_map(|(x, y, w, h)| {
            let (x, y) = (f64::from(x) * 4.0 - 4096.0, f64::from(y) * 4.0 - 4096.0);
            Rect::new(x, y, x + f64::from(w), y + f64::from(h))
        })
    }

    proptest! {
        #[test]
        fn finds_what_a_look_at_everything_finds(
            steps in proptest::collection::vec(proptest::collection::btree_map(0..200u32, area(), 0..60), 1..6),
            asked in area(),
        ) {
            let entry = |key: u32, area: Rect| Entry::whole(area, RecordId::made_by(PeerId::from_bits(1), key));
            let mut held: BTreeMap<u32, Rect> = BTreeMap::new();
            let mut index = SpatialIndex::default();
            for step in steps {
                let out = step.keys().filter_map(|key| Some(entry(*key, *held.get(key)?))).collect();
                index.replace(out, step.iter().map(|(key, area)| entry(*key, *area)).collect());
                held.extend(step);
                let mut taken = Taken::new();
                index.take(asked, &|_| true, &mut taken);
                prop_assert!(index.touching(asked).is_empty());
                index.put_back(taken);
                let mut found = index.touching(asked);
                found.sort_by_key(|held| held.id);
                let touches = |a: &Rect| a.x0 <= asked.x1 && asked.x0 <= a.x1 && a.y0 <= asked.y1 && asked.y0 <= a.y1;
                let mut expected: Vec<Entry> =
                    held.iter().filter(|(_, area)| touches(area)).map(|(key, area)| entry(*key, *area)).collect();
                expected.sort_by_key(|held| held.id);
                prop_assert_eq!(found, expected);
                prop_assert_eq!(index.bounds(), held.values().copied().reduce(|a, b| a.union(b)));
            }
        }
    }
}

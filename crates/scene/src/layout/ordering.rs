//! The order of boxes within their columns, with few crossings: barycentre sweeps (Sugiyama, Tagawa
//! and Toda 1981).

use super::graph::Edge;
use linchpin_document::Arrange;

/// Sweeps there and back; more rarely help.
const SWEEPS: usize = 8;
/// An arrow over more columns than this goes without bends of its own.
const LONGEST: usize = 12;

/// A place in a column: a box, or the bend of an arrow that passes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Box(usize),
    Bend,
}

impl Slot {
    pub(super) fn index(self) -> Option<usize> {
        match self {
            Self::Box(index) => Some(index),
            Self::Bend => None,
        }
    }
}

/// The columns from left to right, each from top to bottom, and which slots are joined.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    pub(super) columns: Vec<Vec<Slot>>,
    /// For each column but the last the joined slots of it and the next one, by their places.
    pub(super) joins: Vec<Vec<(usize, usize)>>,
}

/// Orders the boxes of each layer.
pub(super) fn order(layers: &[Option<usize>], edges: &[Edge]) -> Columns {
    let mut best = initial(layers, edges);
    let mut fewest = crossings(&best);
    let mut columns = best.clone();
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        sweep_once(&mut columns, sweep % 2 == 0);
        let count = crossings(&columns);
        if count < fewest {
            (fewest, best) = (count, columns.clone());
        }
    }
    best
}

fn initial(layers: &[Option<usize>], edges: &[Edge]) -> Columns {
    let count = layers.iter().flatten().max().map_or(0, |last| last + 1);
    let mut columns = Columns { columns: vec![Vec::new(); count], joins: vec![Vec::new(); count.saturating_sub(1)] };
    let mut place = vec![0; layers.len()];
    for (index, layer) in layers.iter().enumerate() {
        let Some(layer) = layer else { continue };
        place[index] = columns.columns[*layer].len();
        columns.columns[*layer].push(Slot::Box(index));
    }
    for edge in edges {
        let (Some(from), Some(to)) = (layers[edge.from], layers[edge.to]) else { continue };
        let (left, right) = if from <= to { (edge.from, edge.to) } else { (edge.to, edge.from) };
        let (first, last) = (from.min(to), from.max(to));
        if first == last || last - first > LONGEST {
            continue;
        }
        let mut at = place[left];
        for column in first..last {
            let next = if column + 1 == last {
                place[right]
            } else {
                columns.columns[column + 1].push(Slot::Bend);
                columns.columns[column + 1].len() - 1
            };
            columns.joins[column].push((at, next));
            at = next;
        }
    }
    columns
}

fn sweep_once(columns: &mut Columns, to_the_right: bool) {
    let last = columns.joins.len();
    for step in 0..last {
        let join = if to_the_right { step } else { last - 1 - step };
        let (fixed, moved) = if to_the_right { (join, join + 1) } else { (join + 1, join) };
        let joined = |pair: &(usize, usize)| if to_the_right { (pair.1, pair.0) } else { *pair };
        let count = columns.columns[moved].len();
        let mut sums = vec![(0.0, 0.0); count];
        for (place, other) in columns.joins[join].iter().map(joined) {
            sums[place].0 += other as f64;
            sums[place].1 += 1.0;
        }
        let ratio = columns.columns[fixed].len() as f64 / count.max(1) as f64;
        // What is joined to nothing keeps its place.
        let barycentre = |place: usize| match sums[place] {
            (_, 0.0) => place as f64 * ratio,
            (sum, number) => sum / number,
        };
        let mut order: Vec<usize> = (0..count).collect();
        order.arrange_by(|a, b| barycentre(*a).total_cmp(&barycentre(*b)));
        reorder(columns, moved, &order);
    }
}

/// Puts the slots of a column in a new order: the one at `order[0]` first.
fn reorder(columns: &mut Columns, column: usize, order: &[usize]) {
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    columns.columns[column] = order.iter().map(|old| columns.columns[column][*old]).collect();
    if let Some(joins) = columns.joins.get_mut(column) {
        joins.iter_mut().for_each(|(left, _)| *left = place[*left]);
    }
    if let Some(joins) = column.checked_sub(1).and_then(|before| columns.joins.get_mut(before)) {
        joins.iter_mut().for_each(|(_, right)| *right = place[*right]);
    }
}

/// How many joins cross: inversions, counted with a Fenwick tree (Barth, Mutzel and Jünger 2004).
fn crossings(columns: &Columns) -> usize {
    let between = |(joins, next): (&Vec<(usize, usize)>, &Vec<Slot>)| {
        let mut sorted = joins.clone();
        sorted.arrange();
        let mut tree = vec![0usize; next.len() + 1];
        let mut crossings = 0;
        for (seen, (_, right)) in sorted.iter().enumerate() {
            let mut not_after = 0;
            let mut at = right + 1;
            while at > 0 {
                not_after += tree[at];
                at &= at - 1;
            }
            crossings += seen - not_after;
            let mut at = right + 1;
            while at < tree.len() {
                tree[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
        crossings
    };
    columns.joins.iter().zip(columns.columns.iter().skip(1)).map(between).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrow(from: usize, to: usize) -> Edge {
        Edge { from, to, beside: false }
    }

    #[test]
    fn crossings_are_counted() {
        let columns = |joins: &[(usize, usize)]| Columns {
            columns: vec![vec![Slot::Bend; 3], vec![Slot::Bend; 3]],
            joins: vec![joins.to_vec()],
        };
        assert_eq!(crossings(&columns(&[(0, 0), (1, 1), (2, 2)])), 0);
        assert_eq!(crossings(&columns(&[(0, 2), (1, 1), (2, 0)])), 3);
        assert_eq!(crossings(&columns(&[(0, 0), (0, 1), (1, 0)])), 1);
    }

    #[test]
    fn a_crossing_that_need_not_be_goes_away() {
        let layers = [Some(0), Some(0), Some(1), Some(1)];
        let columns = order(&layers, &[arrow(0, 3), arrow(1, 2)]);
        assert_eq!(crossings(&columns), 0);
    }
}

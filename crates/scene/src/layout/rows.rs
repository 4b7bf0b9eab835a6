//! How high in its column each box stands: as near to those it is joined to as the order allows.

use super::ordering::{Columns, Slot};

/// Sweeps there and back.
const SWEEPS: usize = 10;
/// The height a passing arrow takes.
const BEND_HEIGHT: f64 = 4.0;

/// The middle of every slot, column by column.
pub(super) fn rows(columns: &Columns, heights: &[f64], gap: f64) -> Vec<Vec<f64>> {
    let height = |slot: &Slot| slot.index().map_or(BEND_HEIGHT, |index| heights[index]);
    let mut centres: Vec<Vec<f64>> = columns.columns.iter().map(|column| stacked(column, height, gap)).collect();
    for sweep in 0..SWEEPS {
        let count = columns.columns.len();
        for step in 0..count {
            let column = if sweep % 2 == 0 { step } else { count - 1 - step };
            let wishes = wishes(columns, &centres, column);
            centres[column] = settle(&columns.columns[column], &wishes, height, gap);
        }
    }
    centres
}

/// One below the other, the whole centred.
fn stacked(column: &[Slot], height: impl Fn(&Slot) -> f64, gap: f64) -> Vec<f64> {
    let mut y = 0.0;
    let mut centres = Vec::with_capacity(column.len());
    for slot in column {
        centres.push(y + height(slot) / 2.0);
        y += height(slot) + gap;
    }
    centres.iter().map(|centre| centre - (y - gap) / 2.0).collect()
}

/// Where each slot of a column would best stand: at the mean of what it is joined to.
fn wishes(columns: &Columns, centres: &[Vec<f64>], column: usize) -> Vec<f64> {
    let mut sums = vec![(0.0, 0.0); columns.columns[column].len()];
    let mut add = |place: usize, centre: f64| {
        sums[place].0 += centre;
        sums[place].1 += 1.0;
    };
    for (left, right) in columns.joins.get(column).into_iter().flatten() {
        add(*left, centres[column + 1][*right]);
    }
    for (left, right) in column.checked_sub(1).and_then(|before| columns.joins.get(before)).into_iter().flatten() {
        add(*right, centres[column - 1][*left]);
    }
    let mean = |(place, (sum, number)): (usize, &(f64, f64))| {
        if *number > 0.0 { sum / number } else { centres[column][place] }
    };
    sums.iter().enumerate().map(mean).collect()
}

/// Centres as near to the wishes as order and gaps allow: isotonic regression by pooling adjacent
/// violators, on wishes less the room the slots above take.
fn settle(column: &[Slot], wishes: &[f64], height: impl Fn(&Slot) -> f64, gap: f64) -> Vec<f64> {
    let mut offsets = Vec::with_capacity(column.len());
    let mut y = 0.0;
    for slot in column {
        offsets.push(y + height(slot) / 2.0);
        y += height(slot) + gap;
    }
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (wish, offset) in wishes.iter().zip(&offsets) {
        let mut block = (wish - offset, 1);
        while let Some((mean, count)) = blocks.pop_if(|last| last.0 >= block.0) {
            let total = count + block.1;
            block = ((mean * count as f64 + block.0 * block.1 as f64) / total as f64, total);
        }
        blocks.push(block);
    }
    let means = blocks.iter().flat_map(|(mean, count)| std::iter::repeat_n(*mean, *count));
    means.zip(offsets).map(|(mean, offset)| mean + offset).collect()
}

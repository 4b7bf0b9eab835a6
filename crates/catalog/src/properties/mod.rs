//! The table of properties, in parts by what they are about. The order is that of [`crate::Property`], over all parts.

mod capacity;
mod connections;
mod failure;
mod journeys;
mod records;
mod rules;
mod storage;

use crate::property::{PropertySpec, Unit, ValueType};
use crate::rows::{Row, number};

/// Names and labels: long enough for any sentence, short enough to draw.
const NAME_BYTES: usize = 400;
const CONTENT_BYTES: usize = 20_000;
/// No instance count, rate or number of calls beyond this means anything.
const MOST: f64 = 1e9;
const SHARE: ValueType = number(0.0, 1.0, Unit::Share);
/// Jobs of a component and conditions of a rule: a paragraph at most.
const CONDITION_BYTES: usize = 1_000;

const PARTS: [&[Row]; 7] =
    [records::ROWS, capacity::ROWS, storage::ROWS, failure::ROWS, journeys::ROWS, connections::ROWS, rules::ROWS];

const ROWS: [Row; count_of_all()] = joined();

/// Every property.
pub(crate) static PROPERTIES: [PropertySpec; ROWS.len()] = {
    let mut specs = [ROWS[0].spec; ROWS.len()];
    let mut row = 0;
    while row < ROWS.len() {
        specs[row] = ROWS[row].spec;
        row += 1;
    }
    specs
};

/// What each of them means. A list of its own: few parts of a program need it.
pub(crate) static HELP: [&str; ROWS.len()] = {
    let mut help = [""; ROWS.len()];
    let mut row = 0;
    while row < ROWS.len() {
        help[row] = ROWS[row].help;
        row += 1;
    }
    help
};

const fn count_of_all() -> usize {
    let (mut count, mut part) = (0, 0);
    while part < PARTS.len() {
        count += PARTS[part].len();
        part += 1;
    }
    count
}

/// The parts one after the other.
const fn joined() -> [Row; count_of_all()] {
    let mut all = [PARTS[0][0]; count_of_all()];
    let (mut at, mut part) = (0, 0);
    while part < PARTS.len() {
        let mut row = 0;
        while row < PARTS[part].len() {
            all[at] = PARTS[part][row];
            at += 1;
            row += 1;
        }
        part += 1;
    }
    all
}

//! `linchpin fault-tree`: minimal cut sets, probability and importance of a fault tree.

use clap::{Args, ColorChoice, ValueEnum};
use linchpin_reliability::open_psa::{self, Model};
use linchpin_reliability::{Limits, Ranking, solve};

use super::Verdict;
use crate::failure::{Failure, Result};
use crate::input::Text;
use crate::output;
use crate::output::fault_tree::{Solved, json, text};

/// More is not read: a million events take some hundred megabytes.
const MOST_BYTES: usize = 512 << 20;
/// Beyond this order the engine does not count order by order.
const MOST_ORDER: i64 = 1000;
/// More cut sets are not listed at once.
const MOST_LISTED: i64 = 1_000_000;

/// Solve a fault tree in the Open-PSA format
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  linchpin fault-tree plant.xml
  linchpin fault-tree plant.xml --list --limit 50 --rank order
  linchpin fault-tree plant.xml --max-order 2 --list
  linchpin fault-tree - --json < plant.xml | jq .probability

Numbers of cut sets are exact, and so is the probability, up to the rounding of its 64 bits. Where
the tree is too hard for that within the limits, what is printed is said to be a bound; in JSON it
has \"exact\": false.

Exit codes: 0 solved, exactly or as bounds, 2 unreadable input or wrong usage.")]
pub struct Arguments {
    /// The fault tree: a file, or "-" for standard input
    file: String,
    /// The gate on top [default: the only one that no other refers to]
    #[arg(long, value_name = "GATE")]
    top: Option<String>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Count and list only minimal cut sets of at most this many events
    #[arg(long, value_name = "K", value_parser = clap::value_parser!(u32).range(1..=MOST_ORDER))]
    max_order: Option<u32>,
    /// List minimal cut sets, the best first
    #[arg(long)]
    list: bool,
    /// How many cut sets are listed, and rows of the table of importance printed
    #[arg(long, value_name = "N", default_value = "20", value_parser = clap::value_parser!(u32).range(1..=MOST_LISTED))]
    limit: u32,
    /// Which cut sets are listed first
    #[arg(long, value_enum, default_value = "probability")]
    rank: Rank,
    /// How many nodes the decision diagrams may have, at some 30 bytes each, before bounds must do
    #[arg(long, value_name = "N", default_value = "4000000", value_parser = clap::value_parser!(u32).range(1..=200_000_000))]
    nodes: u32,
}

/// Which cut sets come first.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Rank {
    /// The likeliest
    Probability,
    /// Those of the fewest events, of these the likeliest
    Order,
}

impl From<Rank> for Ranking {
    fn from(rank: Rank) -> Self {
        match rank {
            Rank::Probability => Self::Probability,
            Rank::Order => Self::Order,
        }
    }
}

/// Solves the tree and writes what there is to know.
pub fn run(arguments: &Arguments, colour: ColorChoice) -> Result<Verdict> {
    let Text { origin, content } = Text::read(&arguments.file, MOST_BYTES)?;
    let source = origin.name();
    let model = read(&source, &content, arguments.top.as_deref())?;
    drop(content);
    let default = Limits::default();
    let order = arguments.max_order.unwrap_or(default.order);
    let solution = solve(&model.tree, &Limits { nodes: arguments.nodes as usize, order, ..default });
    let listed = arguments.list.then(|| {
        let most = arguments.max_order.unwrap_or(u32::MAX);
        let sets = solution.cut_sets(arguments.rank.into()).filter(|set| set.order <= most);
        sets.take(arguments.limit as usize).collect()
    });
    let solved = Solved {
        source,
        model: &model,
        solution: &solution,
        max_order: arguments.max_order,
        listed,
        limit: arguments.limit as usize,
    };
    if arguments.json {
        output::write_bytes(json(&solved)?.as_bytes())?;
    } else {
        output::write_text(&text(&solved), colour)?;
    }
    Ok(Verdict::Clean)
}

fn read(source: &str, content: &str, top: Option<&str>) -> Result<Model> {
    open_psa::read(content, top).map_err(|error| match error.line {
        0 => Failure::at(source, error.message),
        line => Failure::at(format!("{source}:{line}:{}", error.column), error.message),
    })
}

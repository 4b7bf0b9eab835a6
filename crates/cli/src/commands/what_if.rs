//! The circumstances a design is looked at under: `--fail` and `--load`.

use clap::Args;
use linchpin_analysis::{Event, Query, analyse};
use linchpin_catalog::Profile;
use linchpin_document::Design;

use crate::failure::{Failure, Result};
use crate::input::events;

/// Beyond this multiple the analysis itself counts no further.
const MOST: f64 = 1e9;

/// What is supposed to have failed, and how much load there is.
#[derive(Debug, Args)]
pub struct WhatIf {
    /// What has failed: a component or failure domain by id or name, or one instance as in "orders#2"
    #[arg(long, value_name = "EVENT")]
    pub fail: Vec<String>,
    /// The load, as a multiple of today's peak
    #[arg(long, value_name = "X", default_value = "1", value_parser = multiple)]
    pub load: f64,
}

/// A multiple of today's load as people write it.
pub fn multiple(text: &str) -> std::result::Result<f64, String> {
    let number: f64 = text.strip_suffix('x').unwrap_or(text).parse().map_err(|_| "a number is needed, such as 2.5")?;
    if number > 0.0 && number <= MOST { Ok(number) } else { Err("it must be above 0 and at most 1e9".to_owned()) }
}

/// How the load moves, by the name it has in design files.
pub fn profile(text: &str) -> std::result::Result<Profile, String> {
    Profile::ALL.iter().copied().find(|profile| profile.id() == text).ok_or_else(|| {
        let known: Vec<&str> = Profile::ALL.iter().map(|profile| profile.id()).collect();
        format!("it is one of {}", known.join(", "))
    })
}

impl WhatIf {
    /// The question to the analysis.
    ///
    /// # Errors
    /// When something named is not there or cannot fail.
    pub fn query(&self, design: &Design) -> Result<Query> {
        let mut query = Query { scale: self.load, ..Query::default() };
        if !self.fail.is_empty() {
            // What is managed, and what is a failure domain, is for the analysis to say.
            let report = analyse(design, &Query::default());
            let resolve = |text: &String| events::resolve(text, design, &report).map_err(|why| wrong(text, why));
            query.failed = self.fail.iter().map(resolve).collect::<Result<Vec<Event>>>()?;
        }
        Ok(query)
    }
}

fn wrong(text: &str, why: String) -> Failure {
    Failure::at(format!("--fail {text}"), why)
}

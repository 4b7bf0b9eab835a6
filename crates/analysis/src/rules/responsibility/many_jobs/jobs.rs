//! The jobs of a service, told apart: what shares a word is one job, what shares none is several.

use linchpin_document::{Item, RecordId, SortedMap};

use super::evidence::Evidence;
use crate::facts::Facts;
use crate::groups::{Sets, sorted_groups};
use crate::report::Severity;
use crate::rules::text::sentence;
use crate::rules::vocabulary::{Word, named_first, resources, words};

/// From so many entities or databases that share nothing on there is a finding.
pub(super) const FEWEST_OF_WEAK: usize = 3;
/// From so many on what endpoints or a name say is a warning.
const FEWEST_FOR_WARNING: usize = 3;

/// What says that there are several, from strong to weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Declared,
    Endpoints,
    Entities,
    Stores,
    Name,
}

/// One job.
#[derive(Debug, Clone)]
pub(super) struct Job {
    /// What it could be called.
    pub(super) name: String,
    /// What it is about.
    pub(super) about: Vec<Word>,
    /// The endpoints that say so.
    pub(super) endpoints: Vec<RecordId>,
}

/// Two jobs or more.
pub(super) struct Jobs {
    pub(super) source: Source,
    pub(super) list: Vec<Job>,
}

impl Jobs {
    /// How much it matters.
    pub(super) fn severity(&self) -> Severity {
        match self.source {
            Source::Declared => Severity::Warning,
            Source::Endpoints | Source::Name if self.list.len() >= FEWEST_FOR_WARNING => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

/// The jobs of a service by the strongest evidence there is; nothing when that says one.
pub(super) fn tell_apart(facts: &Facts, evidence: &Evidence) -> Option<Jobs> {
    let (source, list, fewest) = if !evidence.declared.is_empty() {
        (Source::Declared, evidence.declared.iter().map(|job| named(job)).collect(), 2)
    } else if let Some(list) = by_endpoints(facts, evidence) {
        (Source::Endpoints, list, 2)
    } else if !evidence.entities.is_empty() {
        (Source::Entities, by_entities(evidence), FEWEST_OF_WEAK)
    } else if evidence.stores.len() >= FEWEST_OF_WEAK {
        let names = evidence.stores.iter().map(|store| named(facts.model.components[*store].name()));
        (Source::Stores, names.collect(), FEWEST_OF_WEAK)
    } else {
        (Source::Name, by_name(facts.model.components[evidence.members[0]].name()), 2)
    };
    (list.len() >= fewest).then_some(Jobs { source, list })
}

fn named(name: &str) -> Job {
    Job { name: name.to_owned(), about: words(name), endpoints: Vec::new() }
}

/// One job for each group of endpoints that share words, with each other or by way of an entity or a callee;
/// nothing when there are no endpoints with words.
fn by_endpoints(facts: &Facts, evidence: &Evidence) -> Option<Vec<Job>> {
    let endpoints: Vec<(&Item, Vec<Word>)> = evidence
        .endpoints
        .iter()
        .map(|endpoint| (*endpoint, resources(endpoint).concat()))
        .filter(|(_, about)| !about.is_empty())
        .collect();
    if endpoints.is_empty() {
        return None;
    }
    let model = facts.model;
    let mut about: Vec<Vec<Word>> = endpoints.iter().map(|(_, about)| about.clone()).collect();
    about.extend(evidence.entities.iter().map(|entity| words(entity.name())));
    for call in evidence.members.iter().flat_map(|member| model.outgoing.get(*member)) {
        about.push(words(model.components[model.connections[*call].to].name()));
    }
    Some(cluster(about, &|index| {
        let endpoint = endpoints.get(index)?.0;
        Some(Job { name: sentence(&named_first(endpoint)), about: Vec::new(), endpoints: vec![endpoint.id] })
    }))
}

/// One job for each group of entities that share words.
fn by_entities(evidence: &Evidence) -> Vec<Job> {
    let about = evidence.entities.iter().map(|entity| words(entity.name())).collect();
    cluster(about, &|index| {
        Some(Job { name: evidence.entities[index].name().to_owned(), about: Vec::new(), endpoints: Vec::new() })
    })
}

/// One job for each group of things that share words: what `job` makes of its first, and the endpoints of all.
/// Groups of things of which nothing is made are none.
fn cluster(about: Vec<Vec<Word>>, job: &dyn Fn(usize) -> Option<Job>) -> Vec<Job> {
    let clusters = clusters(&about);
    let mut jobs: Vec<Job> = Vec::new();
    // By cluster, the place of its job.
    let mut places: SortedMap<usize, usize> = SortedMap::new();
    for (index, words) in about.into_iter().enumerate() {
        let made = job(index);
        let place = match (places.get(&clusters[index]), made) {
            (None, None) => continue,
            (None, Some(made)) => {
                places.insert(clusters[index], jobs.len());
                jobs.push(made);
                jobs.len() - 1
            }
            (Some(place), made) => {
                jobs[*place].endpoints.extend(made.map(|made| made.endpoints).unwrap_or_default());
                *place
            }
        };
        jobs[place].about.extend(words);
    }
    jobs
}

/// The group each of these belongs to, by its first: what shares a word is in one.
fn clusters(about: &[Vec<Word>]) -> Vec<usize> {
    let mut sets = Sets::new(about.len());
    let mut said: Vec<(&str, usize)> = Vec::new();
    for (index, words) in about.iter().enumerate() {
        said.extend(words.iter().map(|word| (&word[..], index)));
    }
    for alike in sorted_groups((0..said.len()).collect(), &|a, b| said[a].0.cmp(said[b].0)) {
        for other in &alike[1..] {
            sets.join(said[alike[0]].1, said[*other].1);
        }
    }
    sets.firsts()
}

/// Whether a name has anything in it that parts one thing from another.
pub(super) fn may_name_several(name: &str) -> bool {
    name.contains(['&', ',', '/', '+']) || name.contains(" and ")
}

/// "Auth & Email and Payments" names three.
fn by_name(name: &str) -> Vec<Job> {
    if !may_name_several(name) {
        return Vec::new();
    }
    let plain = name.replace(" and ", "&").replace(" / ", "&").replace(" + ", "&");
    let parts: Vec<&str> = plain.split(['&', ',']).map(str::trim).collect();
    // "R&D" is one thing.
    if parts.iter().any(|part| part.chars().count() < 3 || words(part).is_empty()) {
        return Vec::new();
    }
    parts.into_iter().map(named).collect()
}

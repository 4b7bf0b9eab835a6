//! From a design's model to its structure function.

use super::{Builder, Function, Group, Node, Unknown};
use crate::graph::{Graph, Strong};
use crate::model::Model;
use crate::model::classes::Demand;
use crate::model::duties::{Duty, Member, Need};
use crate::model::placement::Run;

/// Three readings of the same design, each implied by the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reading {
    /// Some requests of the class are answered.
    Some,
    /// All are.
    All,
    /// All are, with nothing missing from the answers.
    Full,
}

impl Reading {
    /// The others are compared with [`Reading::All`], so it comes first.
    const EACH: [Reading; 3] = [Self::All, Self::Some, Self::Full];
}

/// The structure function of a design, with the node of everything one may ask about.
#[derive(Debug, Clone)]
pub(crate) struct Compiled {
    pub(crate) function: Function,
    /// Which duty leads to which, and in what circles.
    pub(crate) graph: Graph,
    pub(crate) strong: Strong,
    /// Enough instances of a component are up; by component.
    pub(crate) alive: Vec<Node>,
    /// The same where one instance alone takes writes; by component.
    pub(crate) alive_for_writes: Vec<Node>,
    works: [Vec<Node>; 3],
    serves: [Vec<Node>; 3],
    /// All work handed over from here on is being done; by duty.
    handed_over: Vec<Node>,
}

impl Compiled {
    /// A duty is done by the component itself.
    pub(crate) fn works(&self, duty: usize, reading: Reading) -> Node {
        self.works[reading as usize][duty]
    }

    /// A duty is done by the component or what takes over for it.
    pub(crate) fn serves(&self, duty: usize, reading: Reading) -> Node {
        self.serves[reading as usize][duty]
    }

    /// All work handed over by a duty and those it leads to is being done.
    pub(crate) fn handed_over(&self, duty: usize) -> Node {
        self.handed_over[duty]
    }

    /// The component of a duty has the instances the duty takes.
    pub(crate) fn alive_for(&self, duty: &Duty) -> Node {
        let nodes = if duty.class.reads() { &self.alive } else { &self.alive_for_writes };
        nodes[duty.component]
    }
}

/// Compiles a model.
pub(crate) fn compile(model: &Model) -> Compiled {
    let mut builder = Builder::default();
    let alive: Vec<Node> = (0..model.components.len()).map(|index| alive(model, &mut builder, index)).collect();
    let alive_for_writes = alive.iter().enumerate().map(|(index, node)| with_leader(model, &mut builder, index, *node));
    let alive_for_writes: Vec<Node> = alive_for_writes.collect();
    let unset = || vec![Builder::FALSE; model.duties.len()];
    let each = || [unset(), unset(), unset()];
    let graph = model.duties.graph();
    let strong = Strong::of(&graph);
    let compiled = Compiled {
        function: Builder::default().finish(),
        graph,
        strong,
        alive,
        alive_for_writes,
        works: each(),
        serves: each(),
        handed_over: unset(),
    };
    let place_in_cycle = vec![0; model.duties.len()];
    let mut compiler = Compiler {
        model,
        builder,
        compiled,
        place_in_cycle,
        cycle: None,
        done: vec![false; model.duties.len()],
        terms: Vec::new(),
    };
    for component in compiler.compiled.strong.callees_first() {
        compiler.compile(component);
    }
    compiler.compile_handed_over();
    compiler.compiled.function = compiler.builder.finish();
    compiler.compiled
}

/// At least as many instances are up as are needed, each with all its failure domains.
fn alive(model: &Model, builder: &mut Builder, index: usize) -> Node {
    let (component, placement) = (&model.components[index], &model.placements[index]);
    let size: u32 = placement.runs.iter().map(|run| run.size).sum();
    let needed = if component.is_managed() { 1 } else { component.needed };
    if component.traits.entry {
        return Builder::TRUE;
    }
    if needed >= size {
        let all: Vec<Node> = placement.runs.iter().map(|run| whole_run(model, builder, run)).collect();
        return if needed > size { Builder::FALSE } else { builder.and(&all) };
    }
    let group = |run: &Run| Group { guard: domains(model, builder, run), event: run.event };
    let groups: Vec<Group> = placement.runs.iter().map(group).collect();
    builder.among(needed, &groups)
}

fn with_leader(model: &Model, builder: &mut Builder, index: usize, alive: Node) -> Node {
    match model.placements[index].runs.first().filter(|_| model.placements[index].leader) {
        Some(leader) => {
            let leads = whole_run(model, builder, leader);
            let led = match model.takeovers[index] {
                Some(ready) => {
                    let ready = builder.event(ready);
                    builder.or(&[leads, ready])
                }
                None => leads,
            };
            builder.and(&[alive, led])
        }
        None => alive,
    }
}

fn whole_run(model: &Model, builder: &mut Builder, run: &Run) -> Node {
    let (up, stands) = (builder.event(run.event), domains(model, builder, run));
    builder.and(&[up, stands])
}

fn domains(model: &Model, builder: &mut Builder, run: &Run) -> Node {
    if run.domains.is_empty() {
        return Builder::TRUE;
    }
    let events = run.domains.iter().filter_map(|domain| model.boundaries[*domain].event);
    let nodes: Vec<Node> = events.map(|event| builder.event(event)).collect();
    builder.and(&nodes)
}

/// What holds at the far end of a connection, where that may fail itself.
fn along(model: &Model, builder: &mut Builder, member: &Member, there: Node) -> Node {
    match model.paths[member.connection] {
        Some((path, _)) => {
            let open = builder.event(path);
            builder.and(&[there, open])
        }
        None => there,
    }
}

/// A cycle being compiled.
struct Cycle {
    /// Its number among the strongly connected components.
    component: usize,
    /// What stands for `serves` and `works` of each duty.
    unknowns: Vec<Unknown>,
    /// How many of its duties are compiled.
    compiled: usize,
    sense: Sense,
}

/// How going round a cycle is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    /// It holds itself up.
    Greatest,
    /// It gets nowhere.
    Least,
    /// Some ways round do the one, some the other.
    Mixed,
}

struct Compiler<'a, 'b> {
    model: &'b Model<'a>,
    builder: Builder,
    compiled: Compiled,
    /// The cycle being compiled, if one is.
    cycle: Option<Cycle>,
    /// Of each duty in it, which of its members it is.
    place_in_cycle: Vec<usize>,
    /// Which duties are compiled.
    done: Vec<bool>,
    /// Memory for terms being put together.
    terms: Vec<Node>,
}

impl Compiler<'_, '_> {
    fn compile(&mut self, component: usize) {
        let duties = self.compiled.strong.members(component).to_vec();
        if self.compiled.strong.is_cyclic(component) {
            Reading::EACH.iter().for_each(|reading| self.compile_cycle(component, &duties, *reading));
        } else {
            duties.iter().for_each(|duty| self.compile_alone(*duty));
        }
        duties.iter().for_each(|duty| self.done[*duty] = true);
    }

    /// Outside cycles, what comes to the same shares its nodes without building them anew.
    fn compile_alone(&mut self, duty: usize) {
        let twin = self.twin(duty);
        for reading in Reading::EACH {
            match twin {
                Some(twin) => self.share((twin, reading), (duty, reading)),
                None if self.reads_alike(duty, reading) => self.share((duty, Reading::All), (duty, reading)),
                None => self.compile_duty(duty, reading),
            }
        }
    }

    fn share(&mut self, like: (usize, Reading), with: (usize, Reading)) {
        for nodes in [&mut self.compiled.works, &mut self.compiled.serves] {
            nodes[with.1 as usize][with.0] = nodes[like.1 as usize][like.0];
        }
    }

    fn compile_cycle(&mut self, component: usize, duties: &[usize], reading: Reading) {
        duties.iter().enumerate().for_each(|(place, duty)| self.place_in_cycle[*duty] = place);
        let unknowns = self.builder.open_cycle(duties.len() * 2);
        self.cycle = Some(Cycle { component, unknowns, compiled: 0, sense: self.sense(duties) });
        for duty in duties {
            self.compile_duty(*duty, reading);
            self.cycle.iter_mut().for_each(|cycle| cycle.compiled += 1);
        }
        let nodes = |duty: &usize| [self.compiled.serves(*duty, reading), self.compiled.works(*duty, reading)];
        let definitions: Vec<Node> = duties.iter().flat_map(nodes).collect();
        self.builder.close_cycle(&definitions);
        self.cycle = None;
    }

    /// Only a circle of nothing but forwarders gets nowhere; one that any other component is part of
    /// holds itself up. So without such circles everything is read as greatest.
    fn sense(&self, duties: &[usize]) -> Sense {
        let forwards = |duty: usize| self.model.components[self.model.duties.get(duty).component].traits.forwarder;
        let component = self.compiled.strong.of_node(duties[0]);
        let inside = |duty: &usize| self.compiled.strong.of_node(*duty) == component && forwards(*duty);
        let circles = Strong::of(&Graph::of(duties.len(), &|place, next| {
            if forwards(duties[place]) {
                let successors = self.compiled.graph.successors(duties[place]).iter();
                next.extend(successors.filter(|next| inside(next)).map(|next| self.place_in_cycle[*next]));
            }
        }));
        if !circles.callees_first().any(|component| circles.is_cyclic(component)) {
            Sense::Greatest
        } else if duties.iter().all(|duty| forwards(*duty)) {
            Sense::Least
        } else {
            Sense::Mixed
        }
    }

    /// A duty of the same component compiled before that needs exactly the same.
    fn twin(&self, duty: usize) -> Option<usize> {
        let duties = &self.model.duties;
        let own = duties.get(duty);
        let same_node = |a: usize, b: usize| {
            a == b
                || Reading::EACH.iter().all(|reading| {
                    let (works, serves) =
                        (&self.compiled.works[*reading as usize], &self.compiled.serves[*reading as usize]);
                    works[a] == works[b] && serves[a] == serves[b]
                })
        };
        let same_member =
            |a: &Member, b: &Member| a.connection == b.connection && a.demand == b.demand && same_node(a.duty, b.duty);
        let same_need = |a: &Need, b: &Need| {
            let (in_a, in_b) = (duties.members(a), duties.members(b));
            let alike = (a.at_least, a.hard, a.handed_over, a.routed) == (b.at_least, b.hard, b.handed_over, b.routed);
            alike && in_a.len() == in_b.len() && in_a.iter().zip(in_b).all(|(a, b)| same_member(a, b))
        };
        let is_twin = |other: &usize| {
            let (needs, others) = (duties.needs(duty), duties.needs(*other));
            let (standbys, other_standbys) = (duties.takeovers(duty), duties.takeovers(*other));
            *other != duty
                && self.done[*other]
                && own.headed == duties.get(*other).headed
                && self.compiled.alive_for(own) == self.compiled.alive_for(duties.get(*other))
                && needs.len() == others.len()
                && standbys.len() == other_standbys.len()
                && needs.iter().zip(others).all(|(a, b)| same_need(a, b))
                && standbys.iter().zip(other_standbys).all(|(a, b)| same_node(*a, *b))
        };
        duties.of_component(own.component).find(is_twin)
    }

    /// Whether this reading of a duty cannot differ from [`Reading::All`].
    fn reads_alike(&self, duty: usize, reading: Reading) -> bool {
        let duties = &self.model.duties;
        let (needs, index) = (duties.needs(duty), reading as usize);
        let all = Reading::All as usize;
        let own_rules = match reading {
            Reading::All => return false,
            Reading::Full => needs.iter().all(|need| need.hard || need.handed_over),
            Reading::Some => duties.get(duty).headed || needs.iter().filter(|need| need.routed).count() < 2,
        };
        let same_node = |other: usize| {
            let (works, serves) = (&self.compiled.works, &self.compiled.serves);
            works[index][other] == works[all][other] && serves[index][other] == serves[all][other]
        };
        let every_time = |member: &Member| reading == Reading::Full || member.demand == Demand::Every;
        let same_member = |member: &Member| every_time(member) && same_node(member.duty);
        own_rules
            && needs.iter().all(|need| duties.members(need).iter().all(same_member))
            && duties.takeovers(duty).iter().all(|standby| same_node(*standby))
    }

    fn compile_duty(&mut self, duty: usize, reading: Reading) {
        let works = self.works(duty, reading);
        self.compiled.works[reading as usize][duty] = works;
        let takeovers = self.model.duties.takeovers(duty);
        if takeovers.is_empty() {
            self.compiled.serves[reading as usize][duty] = works;
            return;
        }
        let standbys = takeovers.iter().map(|standby| self.refer(duty, *standby, reading, 1));
        let mut either: Vec<Node> = standbys.collect();
        if let Some(ready) = self.model.takeovers[self.model.duties.get(duty).component] {
            let standby = self.builder.or(&either);
            let ready = self.builder.event(ready);
            either = vec![self.builder.and(&[standby, ready])];
        }
        either.push(works);
        self.compiled.serves[reading as usize][duty] = self.builder.or(&either);
    }

    fn works(&mut self, duty: usize, reading: Reading) -> Node {
        let model = self.model;
        let Duty { component, headed, .. } = *model.duties.get(duty);
        let own = &model.components[component];
        let needs = model.duties.needs(duty);
        if own.only_passes_on() && needs.is_empty() {
            return Builder::FALSE;
        }
        let mut terms = std::mem::take(&mut self.terms);
        terms.clear();
        terms.push(self.compiled.alive_for(model.duties.get(duty)));
        // A forwarder answers some requests while it can pass on those of one pool, unless it knows where
        // they are to go.
        let mut ways = Vec::new();
        let mut needs_a_way = false;
        for need in needs.iter().filter(|need| !need.handed_over) {
            if reading == Reading::Some && need.routed && own.traits.forwarder && !headed {
                needs_a_way |= need.hard;
                ways.push(self.pool(duty, need, reading));
            } else if need.hard || reading == Reading::Full {
                terms.push(self.pool(duty, need, reading));
            }
        }
        if needs_a_way {
            terms.push(self.builder.or(&ways));
        }
        let works = self.builder.and(&terms);
        self.terms = terms;
        works
    }

    /// Enough members of a pool serve.
    fn pool(&mut self, duty: usize, need: &Need, reading: Reading) -> Node {
        let model = self.model;
        let members = model.duties.members(need);
        if let [only @ Member { demand: Demand::Every, .. }] = members {
            return if need.at_least > 1 { Builder::FALSE } else { self.reach(duty, only, reading) };
        }
        let counts = |member: &&Member| reading != Reading::Some || !matches!(member.demand, Demand::Share(_));
        let counted: Vec<&Member> = members.iter().filter(counts).collect();
        let at_least = need.at_least.saturating_sub((members.len() - counted.len()) as u32);
        let nodes: Vec<Node> = counted.iter().map(|member| self.reach(duty, member, reading)).collect();
        let pool = self.builder.at_least(at_least, &nodes);
        let missed = counted.iter().any(|member| member.demand == Demand::Miss);
        if reading == Reading::Some && missed { self.or_hit(duty, pool) } else { pool }
    }

    /// What a cache may answer is answered, some of it, while the cache serves.
    fn or_hit(&mut self, duty: usize, pool: Node) -> Node {
        let model = self.model;
        let own = &model.components[model.duties.get(duty).component];
        if own.traits.caching {
            return if own.hit_ratio > 0.0 { Builder::TRUE } else { pool };
        }
        let caches = model.cache_needs(duty).flat_map(|need| model.duties.members(need));
        let hits: Vec<Node> = caches.map(|member| self.reach(duty, member, Reading::Some)).collect();
        let either: Vec<Node> = hits.into_iter().chain([pool]).collect();
        self.builder.or(&either)
    }

    /// What is called serves, and the way there is open.
    fn reach(&mut self, duty: usize, member: &Member, reading: Reading) -> Node {
        let serves = self.refer(duty, member.duty, reading, 0);
        along(self.model, &mut self.builder, member, serves)
    }

    /// What another duty comes to, seen from this one: `serves` (part 0) or `works` (part 1).
    fn refer(&self, from: usize, to: usize, reading: Reading, part: usize) -> Node {
        let nodes = if part == 0 { &self.compiled.serves } else { &self.compiled.works };
        let known = nodes[reading as usize][to];
        let Some(cycle) = self.cycle.as_ref().filter(|cycle| cycle.component == self.compiled.strong.of_node(to))
        else {
            return known;
        };
        let forwards = self.model.components[self.model.duties.get(from).component].traits.forwarder;
        let place = self.place_in_cycle[to];
        let unknown = cycle.unknowns[place * 2 + part];
        match cycle.sense {
            // Inside the inner fixed point, the outer one stands still.
            Sense::Mixed if !forwards => unknown.greatest,
            // What is known already spares going round once more.
            _ if place < cycle.compiled => known,
            Sense::Greatest => unknown.greatest,
            Sense::Least | Sense::Mixed => unknown.least,
        }
    }

    /// Every pool that is handed work serves, here and wherever requests go from here; what a standby
    /// would hand over does not count.
    fn compile_handed_over(&mut self) {
        if !self.model.duties.any_handed_over() {
            self.compiled.handed_over.fill(Builder::TRUE);
            return;
        }
        let without_standbys = self.model.duties.call_graph().map(|graph| Strong::of(&graph));
        let strong = without_standbys.as_ref().unwrap_or(&self.compiled.strong);
        for component in strong.callees_first() {
            let duties = strong.members(component);
            let mut terms = Vec::new();
            for need in duties.iter().flat_map(|duty| self.model.duties.needs(*duty)) {
                let members = self.model.duties.members(need);
                if need.handed_over {
                    let serves = |member: &Member| self.compiled.serves(member.duty, Reading::All);
                    let reached = |member: &Member| along(self.model, &mut self.builder, member, serves(member));
                    let nodes: Vec<Node> = members.iter().map(reached).collect();
                    terms.push(self.builder.at_least(need.at_least, &nodes));
                }
                let further = members.iter().filter(|member| strong.of_node(member.duty) != component);
                terms.extend(further.map(|member| self.compiled.handed_over[member.duty]));
            }
            let all = self.builder.and(&terms);
            duties.iter().for_each(|duty| self.compiled.handed_over[*duty] = all);
        }
    }
}

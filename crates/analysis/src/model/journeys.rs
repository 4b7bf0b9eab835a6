//! Journeys: what enters where, as which classes of traffic, and what it asks of everyone.

use linchpin_document::Arrange;

use super::Purpose;
use super::classes::Class;
use super::components::Component;
use super::connections::Connection;
use super::duties::{Duties, Finder, Stray};
use super::endpoints::{Endpoint, Hops, Ways};
use super::pools::Pool;
use crate::TrafficClass;
use crate::graph::Graph;
use crate::groups::sorted_groups;

/// One class of what one entry sends: to one endpoint, or all it sends beside its endpoints.
#[derive(Debug, Clone)]
pub(crate) struct Journey {
    pub(crate) entry: usize,
    /// What is asked for; nothing for what the design gives no name.
    pub(crate) endpoint: Option<usize>,
    pub(crate) class: TrafficClass,
    /// Requests a second at today's peak.
    pub(crate) peak: f64,
    /// What the entry does for it.
    pub(crate) duty: usize,
}

/// Every journey with the duties that follow from it.
pub(crate) struct Plan {
    /// By entry, then by endpoint, unnamed ones last, reads before writes.
    pub(crate) journeys: Vec<Journey>,
    pub(crate) duties: Duties,
    /// The endpoints no client's requests arrive at.
    pub(crate) unreached: Vec<usize>,
    /// Members of pools on the way to an endpoint that do not lead there.
    pub(crate) strays: Vec<Stray>,
}

impl Plan {
    /// Follows the requests of every entry.
    pub(crate) fn of(
        components: &[Component],
        connections: &[Connection],
        pools: &[Pool],
        endpoints: &[Endpoint],
        purpose: Purpose,
    ) -> Self {
        let mut planner = Planner {
            components,
            connections,
            endpoints,
            finder: Finder::new(components, connections, pools, purpose),
            journeys: Vec::new(),
            unreached: Vec::new(),
            named: vec![0.0; components.len()],
            calls: vec![false; components.len()],
        };
        let calling = connections.iter().filter(|connection| connection.carries_calls());
        calling.for_each(|connection| planner.calls[connection.from] = true);
        if !endpoints.is_empty() {
            planner.plan_endpoints(&Ways::of(components.len(), connections, pools));
        }
        planner.plan_the_rest();
        let Planner { finder, mut journeys, unreached, .. } = planner;
        // Stable, and the rest comes last.
        journeys.arrange_by_key(|journey| (journey.entry, journey.endpoint.unwrap_or(usize::MAX)));
        let (duties, strays) = finder.finish();
        Self { journeys, duties, unreached, strays }
    }
}

struct Planner<'a, 'b> {
    components: &'b [Component<'a>],
    connections: &'b [Connection<'a>],
    endpoints: &'b [Endpoint<'a>],
    finder: Finder<'a, 'b>,
    journeys: Vec<Journey>,
    unreached: Vec<usize>,
    /// Requests a second for endpoints, by entry.
    named: Vec<f64>,
    /// Whether it calls anything: nobody asks anything of an entry that does not.
    calls: Vec<bool>,
}

impl Planner<'_, '_> {
    /// Endpoints with the same handlers go the same way.
    fn plan_endpoints(&mut self, ways: &Ways) {
        let handlers = |endpoint: usize| &self.endpoints[endpoint].handlers[..];
        let alike = sorted_groups((0..self.endpoints.len()).collect(), &|a, b| handlers(a).cmp(handlers(b)));
        let clients: Vec<usize> = (0..self.components.len())
            .filter(|index| self.components[*index].traits.client && self.calls[*index])
            .collect();
        let mut hops = Hops::new(self.components.len());
        for endpoints in &alike {
            let handlers = &self.endpoints[endpoints[0]].handlers;
            let mut entered = clients.clone();
            if !handlers.is_empty() {
                hops.count(handlers, ways);
                entered.retain(|client| hops.from(*client).is_some());
                self.finder.head_for(&hops, endpoints[0]);
            }
            for endpoint in endpoints {
                self.enter(*endpoint, &entered);
            }
            self.finder.settle();
        }
    }

    fn enter(&mut self, endpoint: usize, clients: &[usize]) {
        let Endpoint { peak, read_share, .. } = self.endpoints[endpoint];
        if clients.is_empty() {
            self.unreached.push(endpoint);
        }
        for client in clients {
            let peak = peak / clients.len() as f64;
            self.named[*client] += peak;
            self.send(*client, Some(endpoint), peak, read_share);
        }
    }

    /// What entries send beside endpoints. Where nothing is left of it, it still stands for what no
    /// endpoint leads to.
    fn plan_the_rest(&mut self) {
        self.finder.head_nowhere();
        let sends = |index: &usize| self.components[*index].traits.entry && self.calls[*index];
        for entry in (0..self.components.len()).filter(sends).collect::<Vec<usize>>() {
            let Component { peak, read_share, .. } = self.components[entry];
            let rest = (peak - self.named[entry]).max(0.0);
            let all_named = rest == 0.0 && self.named[entry] > 0.0;
            if !all_named || self.leads_further(entry) {
                self.send(entry, None, rest, read_share);
            }
        }
        self.finder.settle();
    }

    fn leads_further(&self, entry: usize) -> bool {
        let mut callees = vec![Vec::new(); self.components.len()];
        for connection in self.connections.iter().filter(|connection| connection.carries_calls()) {
            callees[connection.from].push(connection.to);
        }
        let reachable = Graph::of(callees.len(), &|caller, next| next.extend(&callees[caller])).reachable(entry);
        reachable.iter().zip(self.finder.asked()).any(|(reachable, asked)| *reachable && !asked)
    }

    /// Splits what is sent into reads and writes; a class without a share does not exist.
    fn send(&mut self, entry: usize, endpoint: Option<usize>, peak: f64, reads: f64) {
        let read_class = if reads < 1.0 { Class::Read } else { Class::LoneRead };
        let read_rate = peak * reads;
        let classes = [
            (TrafficClass::Read, read_class, read_rate, reads > 0.0),
            (TrafficClass::Write, Class::Write, peak - read_rate, reads < 1.0),
        ];
        for (class, inner, peak, _) in classes.into_iter().filter(|(.., present)| *present) {
            let duty = self.finder.enter(entry, inner);
            self.journeys.push(Journey { entry, endpoint, class, peak, duty });
        }
    }
}

//! The kinds of boundary that can be drawn around components.

use crate::choice::{Choice, choices};
use crate::param::Param;
use crate::property::Property;

choices! {
    /// What a boundary stands for.
    BoundaryKind {
        /// A geographic region of a provider.
        Region = "region", "Region";
        /// An availability zone.
        Zone = "zone", "Zone";
        /// A data centre.
        DataCentre = "data-centre", "Data centre";
        /// A rack.
        Rack = "rack", "Rack";
        /// One physical or virtual machine.
        Host = "host", "Host";
        /// A network: VPC or subnet.
        Network = "network", "Network";
        /// Where one level of trust ends and another begins.
        Trust = "trust", "Trust boundary";
        /// What one team owns.
        Team = "team", "Team";
    }
}

/// What is known of a kind of boundary.
#[derive(Debug, Clone, Copy)]
pub struct BoundarySpec {
    /// Whether everything inside fails with it unless the design says otherwise.
    pub failure_domain: bool,
    /// One sentence for the palette.
    pub summary: &'static str,
    /// Other words people search for.
    pub keywords: &'static [&'static str],
}

impl BoundaryKind {
    /// The row of this kind.
    pub const fn spec(self) -> BoundarySpec {
        let (failure_domain, summary, keywords): (bool, &str, &[&str]) = match self {
            Self::Region => (true, "A geographic region; what is inside is spread over its zones", &["geo", "area"]),
            Self::Zone => {
                (true, "An availability zone; everything inside shares its fate", &["az", "availability zone"])
            }
            Self::DataCentre => {
                (true, "A data centre; everything inside shares its fate", &["dc", "datacenter", "site"])
            }
            Self::Rack => (true, "A rack; everything inside shares power and switch", &["rack"]),
            Self::Host => (true, "One machine; everything inside fails with it", &["machine", "node", "vm", "server"]),
            Self::Network => (false, "A network such as a VPC or subnet", &["vpc", "subnet", "vlan"]),
            Self::Trust => (false, "Where one level of trust ends", &["security", "dmz"]),
            Self::Team => (false, "What one team owns", &["owner", "ownership"]),
        };
        BoundarySpec { failure_domain, summary, keywords }
    }

    /// The default of a property for this kind, if it has one.
    pub fn default(self, property: Property) -> Option<Param> {
        if property == Property::Availability { self.availability() } else { property.spec().default }
    }

    /// The share of time a place is up as a whole; only places that fail as one have it.
    const fn availability(self) -> Option<Param> {
        Some(match self {
            Self::Region => {
                Param::range(0.9999, 0.9995, 0.99999, "providers promise 99.99 % for what spans a region's zones")
            }
            Self::Zone => Param::range(
                0.9995,
                0.999,
                0.9999,
                "between the 99.5 to 99.9 % of one machine and the 99.99 % of a region",
            ),
            Self::DataCentre => {
                Param::range(0.99982, 0.9967, 0.99995, "Uptime Institute tiers I to IV: 99.67 to 99.995 %; tier III")
            }
            Self::Rack => {
                Param::range(0.9995, 0.999, 0.9999, "one switch and two feeds, not serviced without interruption")
            }
            Self::Host => {
                Param::range(0.999, 0.995, 0.9999, "cloud providers promise 99.5 to 99.9 % for a single machine")
            }
            Self::Network | Self::Trust | Self::Team => return None,
        })
    }
}

//! Service times at random.

use super::Random;
use crate::network::{Family, Service};

/// A distribution, ready to be drawn from.
#[derive(Clone, Debug)]
pub enum Sampler {
    /// Always this.
    Constant(f64),
    /// Exponential with this mean.
    Exponential(f64),
    /// Gamma: G. Marsaglia and W. Tsang, A simple method for generating gamma variables (ACM TOMS 26, 2000).
    Gamma {
        /// Shape above 1 less a third, d of the paper.
        d: f64,
        /// 1 / sqrt(9 d), c of the paper.
        c: f64,
        /// Mean over shape.
        scale: f64,
        /// 1 / shape if the shape is below 1: then a uniform number to this power corrects for a shape larger by 1.
        boost: Option<f64>,
    },
    /// e^(location + spread N).
    LogNormal {
        /// Mean of the logarithm.
        location: f64,
        /// Standard deviation of the logarithm.
        spread: f64,
    },
}

impl Sampler {
    /// The sampler of a checked service time.
    pub fn of(service: &Service) -> Self {
        let square = service.variation * service.variation;
        // A variation so small that its square vanishes is none.
        let constant = square < 1e-12 || service.mean == 0.0;
        match service.family {
            Family::Exponential => Self::Exponential(service.mean),
            Family::Gamma if !constant => Self::gamma(service.mean, square.recip()),
            Family::LogNormal if !constant => {
                let variance = libm::log1p(square);
                Self::LogNormal { location: libm::log(service.mean) - variance / 2.0, spread: libm::sqrt(variance) }
            }
            Family::Constant | Family::Gamma | Family::LogNormal => Self::Constant(service.mean),
        }
    }

    fn gamma(mean: f64, shape: f64) -> Self {
        let boost = (shape < 1.0).then(|| shape.recip());
        let d = if boost.is_some() { shape + 1.0 } else { shape } - 1.0 / 3.0;
        Self::Gamma { d, c: libm::sqrt(9.0 * d).recip(), scale: mean / shape, boost }
    }

    /// Draws a time, 0 or more.
    #[inline]
    pub fn draw(&self, random: &mut Random) -> f64 {
        match self {
            Self::Exponential(mean) => mean * random.exponential(),
            Self::Constant(time) => *time,
            Self::LogNormal { location, spread } => libm::exp(location + spread * random.normal()),
            Self::Gamma { d, c, scale, boost } => {
                let factor = boost.map_or(1.0, |power| libm::pow(1.0 - random.uniform(), power));
                scale * factor * standard_gamma(*d, *c, random)
            }
        }
    }
}

fn standard_gamma(d: f64, c: f64, random: &mut Random) -> f64 {
    loop {
        let x = random.normal();
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        let u = 1.0 - random.uniform();
        if libm::log(u) < 0.5 * x * x + d * (1.0 - v + libm::log(v)) {
            return d * v;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_and_variation_are_those_asked_for() {
        for family in [Family::Gamma, Family::LogNormal] {
            for variation in [0.0, 0.3, 1.0, 2.0] {
                let sampler = Sampler::of(&Service { mean: 5.0, variation, family });
                let mut random = Random::new(3, 0);
                let n = 400_000;
                let values: Vec<f64> = (0..n).map(|_| sampler.draw(&mut random)).collect();
                let mean = values.iter().sum::<f64>() / f64::from(n);
                let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / f64::from(n);
                assert!((mean - 5.0).abs() < 0.05, "{family:?} {variation}: mean {mean}");
                let found = variance.sqrt() / mean;
                assert!((found - variation).abs() < 0.08 * variation.max(0.1), "{family:?} {variation}: {found}");
            }
        }
    }

    /// A gamma distribution of shape 1 is the exponential one: P(X > mean) = 1 / e.
    #[test]
    fn a_gamma_of_variation_one_is_exponential() {
        let sampler = Sampler::of(&Service { mean: 2.0, variation: 1.0, family: Family::Gamma });
        let mut random = Random::new(5, 0);
        let above = (0..100_000).filter(|_| sampler.draw(&mut random) > 2.0).count();
        assert!((above as f64 / 100_000.0 - libm::exp(-1.0)).abs() < 0.005);
    }
}

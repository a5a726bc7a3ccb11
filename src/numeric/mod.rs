//! The numeric side: the likelihood and its maximum, distances between densities, Voronoi losses, exponents without noise.

pub mod fit;
pub mod hellinger;
pub mod noise_free;
pub mod voronoi;

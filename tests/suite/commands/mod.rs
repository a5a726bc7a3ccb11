//! The commands as a user meets them: exit code, standard output and standard error.

mod check;
mod endings;
mod exact;
mod export;
mod fit;
mod profile;
mod rates;

//! How far it is from one place to another, near enough for a list.

/// A place on the earth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Degrees north, times 10,000.
    pub latitude: i32,
    /// Degrees east, times 10,000.
    pub longitude: i32,
}

/// Degrees north or east, times 10,000, that are left of the poles and of the date line.
const POLE: u32 = 900_000;
const DATE_LINE: u32 = 1_800_000;
/// Metres in a ten-thousandth of a degree north.
const METRES: f32 = 11.12;

impl Place {
    /// A place, unless it is not on the earth. Zero and zero is how forms say "not filled in".
    #[must_use]
    pub fn new(latitude: i32, longitude: i32) -> Option<Self> {
        let on_earth = latitude.unsigned_abs() <= POLE && longitude.unsigned_abs() <= DATE_LINE;
        (on_earth && (latitude, longitude) != (0, 0)).then_some(Self {
            latitude,
            longitude,
        })
    }

    /// Kilometres to another place as the crow flies, at most 254.
    #[must_use]
    pub fn kilometres_to(self, other: Self) -> u8 {
        let north = (self.latitude - other.latitude) as f32 * METRES;
        let east = (self.longitude - other.longitude) as f32 * METRES * cosine(self.latitude);
        let kilometres = (north * north + east * east).sqrt() / 1000.0;
        // A cast from a float stops at the bounds.
        (kilometres as u8).min(254)
    }
}

/// The cosine of a latitude, by the beginning of its series; better than 3 % up to 75 degrees.
fn cosine(latitude: i32) -> f32 {
    let angle = latitude as f32 / 10_000.0 * std::f32::consts::PI / 180.0;
    let square = angle * angle;
    1.0 - square / 2.0 + square * square / 24.0 - square * square * square / 720.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_near_enough_for_a_list() {
        let place = |latitude, longitude| Place {
            latitude,
            longitude,
        };
        let miami = place(257_617, -801_918);
        for (name, other, kilometres) in [
            ("itself", miami, 0),
            ("Hialeah", place(258_576, -802_781), 13),
            ("Homestead", place(254_687, -804_776), 43),
            ("New York", place(407_128, -740_060), 254),
        ] {
            assert_eq!(miami.kilometres_to(other), kilometres, "{name}");
            assert_eq!(other.kilometres_to(miami), kilometres, "{name}");
        }
    }

    #[test]
    fn what_is_not_on_the_earth_is_no_place() {
        assert_eq!(Place::new(0, 0), None);
        assert_eq!(Place::new(950_000, 0), None);
        assert_eq!(Place::new(0, i32::MIN), None);
        assert!(Place::new(-123_456, 1_234_567).is_some());
    }
}

//! How much each client may ask: so many requests at once, so many per second after that. Told in
//! every answer by the headers of the draft `ratelimit-headers`.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, web};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::api::problem::Problem;
use crate::api::{Faces, protect::client_of};

/// What a client may ask.
pub(crate) const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What is left of it.
pub(crate) const REMAINING: HeaderName = HeaderName::from_static("ratelimit");
/// The seconds' worth of requests that may come at once where nothing is said.
const SECONDS_AT_ONCE: u32 = 10;
/// Places for counts. A client has the place that its address hashes to, by a key that nobody
/// outside knows: memory has a bound by itself, and two clients that share a place are rare.
const PLACES: u64 = 1 << 17;
/// Addresses that are asked by machines that must not be turned away.
const EXEMPT: &str = "/health/";

type Limiter =
    RateLimiter<u64, DefaultKeyedStateStore<u64>, DefaultClock, StateInformationMiddleware>;

/// What each client may ask, and what it has asked.
#[derive(Debug)]
pub(crate) struct Rate {
    limiter: Limiter,
    places: RandomState,
    clock: DefaultClock,
    per_second: NonZeroU32,
    burst: NonZeroU32,
}

/// How a client stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// So many more may come at once.
    Within(u32),
    /// None before this time has gone by.
    Over(Duration),
}

impl Rate {
    /// None where nothing is limited.
    pub(crate) fn new(per_second: u32, burst: Option<u32>) -> Option<Self> {
        let per_second = NonZeroU32::new(per_second)?;
        let burst = burst.and_then(NonZeroU32::new);
        let burst = burst.unwrap_or_else(|| {
            per_second.saturating_mul(NonZeroU32::new(SECONDS_AT_ONCE).unwrap_or(NonZeroU32::MIN))
        });
        let quota = Quota::per_second(per_second).allow_burst(burst);
        let limiter = RateLimiter::hashmap(quota).with_middleware::<StateInformationMiddleware>();
        let (places, clock) = (RandomState::new(), DefaultClock::default());
        Some(Self { limiter, places, clock, per_second, burst })
    }

    /// Requests per second, and at once.
    pub(crate) fn allowed(&self) -> (u32, u32) {
        (self.per_second.get(), self.burst.get())
    }

    fn ask(&self, client: IpAddr) -> Standing {
        let place = self.places.hash_one(client) % PLACES;
        match self.limiter.check_key(&place) {
            Ok(state) => Standing::Within(state.remaining_burst_capacity()),
            Err(refused) => Standing::Over(refused.wait_time_from(self.clock.now())),
        }
    }

    /// Seconds until so many may be asked at once again, rounded up.
    fn seconds_for(&self, requests: u32) -> u32 {
        requests.div_ceil(self.per_second.get())
    }

    fn tell(&self, standing: Standing, headers: &mut HeaderMap) {
        let burst = self.burst.get();
        let left = if let Standing::Within(left) = standing { left } else { 0 };
        let told = [
            (POLICY, format!("\"default\";q={burst};w={}", self.seconds_for(burst))),
            (
                REMAINING,
                format!("\"default\";r={left};t={}", self.seconds_for(burst - left.min(burst))),
            ),
        ];
        for (name, value) in told {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

/// Counts a request, and refuses it where its client asked too much.
pub(crate) async fn limit<B: MessageBody + 'static>(
    faces: web::Data<Faces>,
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let guards = &faces.guards;
    let peer = request.peer_addr().map(|peer| peer.ip());
    let client = client_of(&guards.proxies, peer, request.headers());
    let counted = guards.rate.as_ref().zip(client).filter(|_| !request.path().starts_with(EXEMPT));
    let Some((rate, client)) = counted else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let standing = rate.ask(client);
    let mut response = match standing {
        Standing::Within(_) => next.call(request).await?.map_into_left_body(),
        Standing::Over(wait) => {
            let (per_second, burst) = rate.allowed();
            let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
            let problem = Problem::quota_exceeded(per_second, burst, seconds);
            let answer = problem.answer(Some(request.path()));
            request.into_response(answer).map_into_right_body()
        }
    };
    rate.tell(standing, response.headers_mut());
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_refused_when_it_asked_too_much_and_others_are_not() {
        let rate = Rate::new(1, Some(3)).unwrap();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let left: Vec<Standing> = (0..3).map(|_| rate.ask(one)).collect();
        assert_eq!(left, [2, 1, 0].map(Standing::Within));
        let Standing::Over(wait) = rate.ask(one) else { panic!("not refused") };
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
        assert_eq!(rate.ask(other), Standing::Within(2));
        assert!(Rate::new(0, Some(3)).is_none());
        assert_eq!(Rate::new(20, None).unwrap().allowed(), (20, 200));
    }

    #[test]
    fn any_number_of_clients_is_counted_in_memory_with_a_bound() {
        let rate = Rate::new(1, None).unwrap();
        for client in 0..400_000_u32 {
            rate.ask(IpAddr::V4(client.into()));
        }
        assert!(rate.limiter.len() as u64 <= PLACES);
    }
}

package org.schoolcrm.host.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.schoolcrm.host.spi.Account;
import org.schoolcrm.host.spi.AccountId;
import org.schoolcrm.host.spi.BranchId;
import org.schoolcrm.host.spi.Caller;
import org.schoolcrm.host.spi.Contact;
import org.schoolcrm.host.spi.CustomerFacts;
import org.schoolcrm.host.spi.CustomerId;
import org.schoolcrm.host.spi.DateRange;
import org.schoolcrm.host.spi.Lesson;
import org.schoolcrm.host.spi.Posting;
import org.schoolcrm.host.spi.PostingAnswer;
import org.schoolcrm.host.spi.RequestFacts;
import org.schoolcrm.host.spi.UserId;
import org.schoolcrm.host.testkit.HostUnderTest.Standing;

/** The contract is worth something only if it catches CRMs that get one thing wrong. */
class BrokenHostsTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                PostsTwice.class,
                LosesPostings.class,
                PostsToTheBaseAccount.class,
                PostsAnyCurrency.class,
                PostsAcrossBranches.class,
                NamesPaymentsThatTheBalanceLacks.class,
                HasAStaleBalance.class,
                ReadsBalanceAndPaymentsApart.class,
                CountsDaysInUtc.class,
                CountsDaysInOneZoneForAll.class,
                LeavesOutCancelledLessons.class,
                RemembersAttendanceTooLong.class,
                InvoicesLeads.class,
                InvoicesTheArchived.class,
                ForgetsTheFilter.class,
                CountsPagesByOffset.class,
                TellsOfOtherBranches.class,
                TakesLandlinesForMobiles.class,
                BelievesForgedLogins.class,
                LetsViewersDoEverything.class,
                FindsNobody.class,
                FindsWhoHasLeft.class,
            })
    void a_broken_host_is_caught(Class<?> broken) {
        var tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(broken))
                .execute()
                .testEvents();

        assertThat(tests.failed().count())
                .as("promises that %s breaks", broken.getSimpleName())
                .isPositive();
        assertThat(tests.succeeded().count()).as("promises that it keeps").isPositive();
    }

    static class FindsNobody extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public Optional<Caller> find(UserId user) {
                    return Optional.empty();
                }
            };
        }
    }

    static class FindsWhoHasLeft extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public Optional<Caller> find(UserId user) {
                    return whoIs(viewer());
                }
            };
        }
    }

    static class PostsTwice extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public synchronized PostingAnswer post(Posting posting) {
                    if (accepts(posting)) {
                        entries.add(posting);
                        return PostingAnswer.posted();
                    }
                    return super.post(posting);
                }
            };
        }
    }

    static class LosesPostings extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public synchronized PostingAnswer post(Posting posting) {
                    return accepts(posting) ? PostingAnswer.posted() : super.post(posting);
                }
            };
        }
    }

    static class PostsToTheBaseAccount extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public synchronized PostingAnswer post(Posting posting) {
                    return accepts(posting)
                            ? super.post(new Posting(
                                    posting.id(),
                                    posting.branch(),
                                    posting.customer(),
                                    AccountId.BASE,
                                    posting.amount(),
                                    posting.receivedAt(),
                                    posting.note()))
                            : super.post(posting);
                }
            };
        }
    }

    static class PostsAnyCurrency extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                boolean accepts(Posting posting) {
                    return !posting.amount().currency().equals(moscow.currency()) || super.accepts(posting);
                }
            };
        }
    }

    static class PostsAcrossBranches extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                boolean accepts(Posting posting) {
                    return !posting.branch().equals(moscow.id()) || super.accepts(posting);
                }
            };
        }
    }

    static class NamesPaymentsThatTheBalanceLacks extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                Account account(CustomerId customer, AccountId account, Instant asOf) {
                    var whole = super.account(customer, account, asOf);
                    var last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
                    return last == null || !last.account().equals(account)
                            ? whole
                            : new Account(account, whole.balance().minus(last.amount()), 0, asOf, whole.includes());
                }
            };
        }
    }

    /** Shows what was true when it was first asked. */
    static class HasAStaleBalance extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                Account account(CustomerId customer, AccountId account, Instant asOf) {
                    var whole = super.account(customer, account, asOf);
                    return new Account(account, whole.balance().minus(whole.balance()), 0, asOf, Set.of());
                }
            };
        }
    }

    /** The payments of one moment, the balance of a later one. */
    static class ReadsBalanceAndPaymentsApart extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                Account account(CustomerId customer, AccountId account, Instant asOf) {
                    var later = super.account(customer, account, asOf);
                    var earlier = new HashSet<>(later.includes());
                    earlier.stream()
                            .max((one, two) -> Long.compare(one.value(), two.value()))
                            .ifPresent(earlier::remove);
                    return new Account(account, later.balance(), 0, asOf, earlier);
                }
            };
        }
    }

    static class CountsDaysInUtc extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                ZoneId zoneOf(BranchId branch) {
                    return ZoneOffset.UTC;
                }
            };
        }
    }

    static class CountsDaysInOneZoneForAll extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                ZoneId zoneOf(BranchId branch) {
                    return moscow.zone();
                }
            };
        }
    }

    static class LeavesOutCancelledLessons extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                List<Lesson> visible(Pupil pupil, DateRange window) {
                    return super.visible(pupil, window).stream()
                            .filter(lesson -> lesson.status() != Lesson.Status.CANCELLED)
                            .toList();
                }
            };
        }
    }

    static class RemembersAttendanceTooLong extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                Set<LocalDate> attended(Pupil pupil, Instant asOf) {
                    var days = new HashSet<>(super.attended(pupil, asOf));
                    days.addAll(super.attended(pupil, asOf.minusSeconds(86_400)));
                    return days;
                }
            };
        }
    }

    static class InvoicesLeads extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                boolean isCandidate(Standing standing) {
                    return standing == Standing.LEAD || super.isCandidate(standing);
                }
            };
        }
    }

    static class InvoicesTheArchived extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                boolean isCandidate(Standing standing) {
                    return standing == Standing.ARCHIVED || super.isCandidate(standing);
                }
            };
        }
    }

    static class ForgetsTheFilter extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public synchronized CandidatePage candidates(
                        BranchId branch, CandidateFilter filter, String after, int limit) {
                    return super.candidates(branch, CandidateFilter.EVERYBODY, after, limit);
                }
            };
        }
    }

    /** Newest first, by offset: whoever comes in meanwhile pushes others onto the next page. */
    static class CountsPagesByOffset extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public synchronized CandidatePage candidates(
                        BranchId branch, CandidateFilter filter, String after, int limit) {
                    var all = new ArrayList<>(super.candidates(branch, filter, null, Integer.MAX_VALUE)
                            .customers());
                    Collections.reverse(all);
                    int from = after == null ? 0 : Integer.parseInt(after);
                    int to = Math.min(all.size(), from + limit);
                    return new CandidatePage(all.subList(from, to), to == all.size() ? null : Integer.toString(to));
                }
            };
        }
    }

    static class TellsOfOtherBranches extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                boolean isIn(BranchId branch, Pupil pupil) {
                    return true;
                }
            };
        }
    }

    static class TakesLandlinesForMobiles extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                CustomerFacts facts(Pupil pupil, DateRange window, Instant asOf) {
                    var data = pupil.data();
                    var contacts = data.contacts().stream()
                            .map(one -> one.kind() == Contact.Kind.OTHER_PHONE
                                    ? new Contact(Contact.Kind.MOBILE_PHONE, one.address())
                                    : one)
                            .toList();
                    var mistaken =
                            new NewCustomer(data.branch(), data.name(), data.legalType(), data.standing(), contacts);
                    return super.facts(new Pupil(pupil.id(), mistaken, pupil.separate()), window, asOf);
                }
            };
        }
    }

    static class BelievesForgedLogins extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public Optional<Caller> whoIs(RequestFacts request) {
                    return super.whoIs(request)
                            .or(() -> request.cookie("session").flatMap(any -> super.whoIs(viewer())));
                }
            };
        }
    }

    static class LetsViewersDoEverything extends Broken {

        @Override
        SchoolInMemory school() {
            return new SchoolInMemory() {
                @Override
                public Optional<Caller> whoIs(RequestFacts request) {
                    return super.whoIs(request).flatMap(any -> super.whoIs(administrator()));
                }
            };
        }
    }

    /** The contract against a CRM with one fault. */
    abstract static class Broken extends HostContract {

        private final SchoolInMemory school = school();

        abstract SchoolInMemory school();

        @Override
        protected HostUnderTest host() {
            return school;
        }
    }
}

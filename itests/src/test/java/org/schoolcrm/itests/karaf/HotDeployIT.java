package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;
import org.schoolcrm.itests.karaf.SteadyLoad.Answered;
import org.schoolcrm.itests.karaf.SteadyLoad.Work;

/** Parts come and go while the CRM serves. */
@ExtendWith(KarafContainer.class)
class HotDeployIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int TIMES = Integer.getInteger("hot.deploys", 1);
    private static BusyProcesses busy;
    private static final String LOADER = "org.apache.felix.framework.BundleWiringImpl$BundleClassLoader";

    private final Karaf karaf;

    HotDeployIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @BeforeAll
    static void beBusy() {
        busy = new BusyProcesses(Integer.getInteger("busy.processes", 0));
    }

    @AfterAll
    static void rest() {
        busy.close();
    }

    @ParameterizedTest(name = "without {0}, {1} says so and comes back with it")
    @CsvSource({
        "mailing-core,  mailings?branch=1",
        "billing-core,  invoices?branch=1&customer=1",
        "host-demo,     mailings?branch=1",
    })
    void an_absent_part_is_a_problem_and_not_a_restart(String bundle, String path) {
        var admin = karaf.browser().logIn("admin");
        assertThat(admin.get("/crm/api/v1/" + path).statusCode()).isEqualTo(200);

        karaf.operator().stop(bundle);
        var absent = admin.get("/crm/api/v1/" + path);
        assertThat(absent.statusCode()).isEqualTo(503);
        assertThat(absent.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(absent.headers().firstValue("Retry-After")).isPresent();
        assertThat(absent.body()).contains("urn:problem:not-running").contains("Эта часть CRM сейчас не работает");

        karaf.operator().start(bundle);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.get("/crm/api/v1/" + path).statusCode())
                        .isEqualTo(200));
    }

    @Test
    void screens_come_and_go_with_their_bundle() {
        var admin = karaf.browser().logIn("admin");
        assertThat(admin.get("/crm/demo/branches/1/extensions").body()).contains("crm-mailings");

        karaf.operator().stop("ui");
        assertThat(admin.get("/crm/demo/branches/1/extensions").body()).doesNotContain("crm-mailings");

        karaf.operator().start("ui");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                admin.get("/crm/demo/branches/1/extensions").body())
                        .contains("crm-mailings"));
    }

    /** While one part is away its own requests are told so, everybody else works on, and nothing else is touched. */
    @ParameterizedTest(name = "{0} is removed and added again under load")
    @MethodSource("partsAndTheirs")
    void a_part_is_removed_and_added_again_while_people_work(String bundle, String theirs) throws Exception {
        var admin = karaf.browser().logIn("admin");
        var kept = admin.post("invoices", """
                {"branch":1,"customer":11,"amount":{"amount":100,"currency":"RUB"},"repeatable":false,"earlier":"KEEP"}
                """).get("id");
        var untouched = withoutNumber(karaf.operator().bundles(), bundle);
        var answers = new ArrayList<Answered>();
        try (var events = karaf.operator().watch()) {
            try (var load = new SteadyLoad(20, work(admin))) {
                await().atMost(SOON).until(() -> load.take().size() > 0);
                var location = karaf.operator().remove(bundle);
                var away = new ArrayList<Answered>();
                await().atMost(SOON).until(() -> away.addAll(load.take()) && away.size() > 30);
                karaf.operator().add(location);
                var back = new ArrayList<Answered>();
                await().atMost(SOON).until(() -> {
                    back.addAll(load.take());
                    return back.size() > 8
                            && back.subList(back.size() - 8, back.size()).stream()
                                    .allMatch(Answered::isUsual);
                });
                answers.addAll(away);
                answers.addAll(back);
            }
            assertThat(events.touched()).containsExactly("org.schoolcrm." + bundle.replace('-', '.'));
        }

        assertThat(answers).filteredOn(answer -> !answer.isUsual()).allSatisfy(refused -> {
            assertThat(refused.isAway()).as(refused.toString()).isTrue();
            assertThat(List.of(theirs.split(" ", -1))).contains(refused.what());
        });
        assertThat(withoutNumber(karaf.operator().bundles(), bundle)).isEqualTo(untouched);
        assertThat(karaf.operator().stateOf(bundle)).isEqualTo("Active");
        assertThat(admin.read("invoices/" + kept).get("id")).isEqualTo(kept);
    }

    /** Many times over in the profile {@code under-load}. */
    static Stream<Arguments> partsAndTheirs() {
        return IntStream.range(0, TIMES)
                .boxed()
                .flatMap(time -> Stream.of(
                        arguments("channel-email", "none"),
                        arguments("acquiring-sandbox", "none"),
                        arguments("billing-core", "invoice hook"),
                        arguments("rest", "invoice mailings"),
                        arguments("webhooks", "hook"),
                        arguments("ui", "screens")));
    }

    @Test
    void messages_of_a_run_wait_for_their_channel_and_none_is_lost() {
        var admin = karaf.browser().logIn("admin");
        var location = karaf.operator().remove("channel-email");
        var run = admin.post(
                        "mailings/"
                                + admin.read("mailings?branch=1").at("/items/0").get("id") + "/runs",
                        "{}")
                .get("id");
        await().atMost(SOON)
                .until(() -> admin.read("runs/" + run).at("/run/state").asText().equals("COMPLETED")
                        || admin.read("runs/" + run).get("billed").asLong() > 0);

        karaf.operator().add(location);

        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            var progress = admin.read("runs/" + run);
            assertThat(progress.at("/run/state").asText()).isEqualTo("COMPLETED");
            assertThat(progress.at("/messages/ACCEPTED").asLong())
                    .isEqualTo(progress.get("billed").asLong());
        });
    }

    /** A class loader that stays behind would take the memory of every later update. */
    @Test
    void a_hundred_updates_leave_no_class_loader_behind() {
        var bundles = List.of("channel-email", "acquiring-sandbox", "billing-core", "rest", "ui");
        bundles.forEach(karaf.operator()::update);
        long before = karaf.operator().alive(LOADER);

        for (int update = 0; update < 100; update++) {
            karaf.operator().update(bundles.get(update % bundles.size()));
        }

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(karaf.operator().alive(LOADER)).isLessThanOrEqualTo(before + bundles.size()));
        var admin = karaf.browser().logIn("admin");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(admin.get("/crm/api/v1/invoices?branch=1&customer=1")
                                .statusCode())
                        .isEqualTo(200));
    }

    private List<Work> work(Browser admin) {
        return List.of(
                new Work("invoice", () -> admin.get("/crm/api/v1/invoices?branch=1&customer=11")),
                new Work("mailings", () -> admin.get("/crm/api/v1/mailings?branch=1")),
                new Work("hook", () -> admin.get("/hooks/sandbox/nobody")),
                new Work("school", () -> admin.get("/crm/demo/me")),
                new Work("shell", () -> admin.get("/")));
    }

    private static Map<String, String> withoutNumber(Map<String, String> bundles, String bundle) {
        var others = new TreeMap<>(bundles);
        others.remove("org.schoolcrm." + bundle.replace('-', '.'));
        return others;
    }
}

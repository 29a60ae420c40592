package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** Parts come and go while the CRM serves. */
@ExtendWith(KarafContainer.class)
class HotDeployIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Karaf karaf;

    HotDeployIT(Karaf karaf) {
        this.karaf = karaf;
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
}

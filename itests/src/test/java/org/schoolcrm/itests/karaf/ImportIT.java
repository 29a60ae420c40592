package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;

/** Files come in through the door that ships: guard, login, jobs. */
@ExtendWith(KarafContainer.class)
class ImportIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String IMPORTS = "/crm/demo/imports/1";

    private final Karaf karaf;

    ImportIT(Karaf karaf) {
        this.karaf = karaf;
    }

    @Test
    void a_file_is_checked_written_and_found_by_everybody() throws Exception {
        var admin = karaf.browser().logIn("admin");
        var sample = admin.get(IMPORTS + "/kinds/CUSTOMERS/sample?language=ru");
        assertThat(sample.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"customers.csv\"");
        assertThat(sample.body()).startsWith("\uFEFFВнешний код;Название");
        var more = IntStream.range(0, 2_500)
                .mapToObj(i -> "IT-" + i + ";Импортов Клиент " + i + ";;;;;;;;")
                .collect(Collectors.joining("\n"));

        var received = admin.send(
                "POST",
                IMPORTS + "?kind=CUSTOMERS&file=a.csv",
                "text/csv",
                sample.body() + more + "\nIT-bad;;;;;;;;;\n");
        assertThat(received.statusCode()).as(received.body()).isEqualTo(200);
        var path = IMPORTS + "/" + JSON.readTree(received.body()).get("id").asLong();
        var checked = until(admin, path, "CHECKED");
        assertThat(checked.at("/tally/added").asLong()).isEqualTo(2_502);
        assertThat(checked.at("/wrong/0/message").asText()).isEqualTo("Здесь должно быть значение");
        assertThat(checked.at("/preview/rows/0/cells/1").asText()).isEqualTo("Иванова Анна Петровна");
        assertThat(found(admin, "Импортов")).isZero();

        assertThat(admin.send("POST", path + "/start", "application/json", "{\"mode\":\"VALID_LINES\"}")
                        .statusCode())
                .isEqualTo(200);

        assertThat(until(admin, path, "DONE").at("/tally/added").asLong()).isEqualTo(2_502);
        assertThat(found(karaf.browser().logIn("viewer"), "Импортов Клиент 2499"))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"viewer", "cashier", "manager"})
    void only_administrators_bring_files_in(String login) {
        var other = karaf.browser().logIn(login);

        assertThat(other.send("POST", IMPORTS + "?kind=CUSTOMERS", "text/csv", "a;b\n")
                        .statusCode())
                .isEqualTo(403);
        assertThat(other.get(IMPORTS).statusCode()).isEqualTo(403);
        assertThat(other.get(IMPORTS + "/kinds/CUSTOMERS/sample").statusCode()).isEqualTo(403);
    }

    @Test
    void strangers_and_other_sites_are_turned_away() {
        assertThat(karaf.browser().get(IMPORTS).statusCode()).isEqualTo(401);
        var answer = new RawHttp(karaf.home(), "127.0.0.1")
                .request(
                        "POST",
                        IMPORTS + "?kind=CUSTOMERS",
                        "Content-Type: text/csv\r\nOrigin: http://evil.example\r\n",
                        "a");
        assertThat(answer.status()).isEqualTo(403);
    }

    @Test
    void a_file_beyond_the_limit_of_uploads_is_refused_and_one_within_is_larger_than_other_bodies_may_be() {
        var admin = karaf.browser().logIn("admin");
        var line = "x".repeat(1_023) + "\n";

        var large = new RawHttp(karaf.home(), "127.0.0.1")
                .request(
                        "POST",
                        IMPORTS + "?kind=CUSTOMERS&file=l.csv",
                        "Content-Type: text/csv\r\nExpect: 100-continue\r\nContent-Length: " + (33 << 20) + "\r\n",
                        "");
        assertThat(large.status()).isEqualTo(413);

        var within = admin.send("POST", IMPORTS + "?kind=CUSTOMERS&file=w.csv", "text/csv", line.repeat(2_048));
        assertThat(within.statusCode()).isEqualTo(200);
    }

    private static JsonNode until(Browser admin, String path, String state) {
        await().atMost(SOON).until(() -> read(admin, path).get("state").asText().equals(state));
        return read(admin, path);
    }

    private static int found(Browser who, String text) {
        return read(who, "/crm/demo/branches/1/customers?text=" + text.replace(" ", "%20"))
                .get("items")
                .size();
    }

    private static JsonNode read(Browser admin, String path) {
        try {
            return JSON.readTree(admin.get(path).body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package org.schoolcrm.message.catcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import javax.servlet.ServletException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.message.catcher.simulator.Callbacks;

/** The page of caught messages, and what can be done from it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MessageServletTest {

    private static final Map<String, String> OURS =
            Map.of("Content-Type", "application/json", "Sec-Fetch-Site", "same-origin");

    private final Clock clock = Clock.fixed(Instant.parse("2026-09-01T10:02:00Z"), ZoneOffset.UTC);
    private final MessageCatcher catcher = new MessageCatcher(0, "77, 80-82", clock, Callbacks.withoutWaiting());
    private final MessageServlet servlet = new MessageServlet(catcher);

    @BeforeEach
    void start() {
        catcher.start();
    }

    @AfterEach
    void stop() {
        catcher.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "/,           text/html",
        "/page.css,   text/css",
        "/phones.css, text/css",
        "/page.js,    text/javascript",
        "/phone.js,   text/javascript",
        "/markup.js,  text/javascript",
        "/templates.js, text/javascript",
        "/words.js,   text/javascript"
    })
    void serves_its_files_and_lets_them_load_nothing_else(String path, String type) throws Exception {
        var answer = get(path);

        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.headers).containsEntry("Content-Type", type + "; charset=utf-8");
        assertThat(answer.headers.get("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self'");
        assertThat(answer.text()).isNotBlank();
    }

    @Test
    void stands_for_the_phone_on_which_a_link_opens_a_bot() throws Exception {
        assertThat(get("/telegram/start_school_bot?start=c_4-Q").headers)
                .containsEntry("Location", "../?provider=telegram&start=c_4-Q");
        assertThat(get("/max/start_school_bot?start=%\"&").headers)
                .containsEntry("Location", "../?provider=max&start=%25%22%26");
        assertThat(get("/viber/start_school_bot?start=c").status).isEqualTo(404);
    }

    @Test
    void serves_nothing_else_and_leads_to_its_folder() throws Exception {
        assertThat(get("/../page/index.html").status).isEqualTo(404);
        assertThat(get("").headers).containsEntry("Location", "/caught-messages/");
    }

    @Test
    void shows_what_was_sent_to_a_provider_until_nothing_changes() throws Exception {
        sendBySmsRu();

        var page = messages();

        var message = page.path("messages").path(0);
        assertThat(message.path("provider").asText()).isEqualTo("smsru");
        assertThat(message.path("recipient").asText()).isEqualTo("79161234567");
        assertThat(message.path("text").asText()).isEqualTo("Счет");
        assertThat(message.path("reportable").toString()).isEqualTo("[\"DELIVERED\",\"UNDELIVERED\"]");
        assertThat(message.at("/history/0/state").asText()).isEqualTo("ACCEPTED");
        assertThat(get("/messages?after=" + page.path("revision").asText()).status)
                .isEqualTo(204);
    }

    @Test
    void lets_a_message_reach_what_its_provider_can_report() throws Exception {
        sendBySmsRu();
        var number = messages().path("messages").path(0).path("number").asText();

        assertThat(post("/messages/" + number + "/DELIVERED", "{}").status).isEqualTo(204);
        assertThat(post("/messages/" + number + "/READ", "{}").status).isEqualTo(400);
        assertThat(post("/messages/" + number + "/NONSENSE", "{}").status).isEqualTo(400);
        assertThat(post("/messages/999/DELIVERED", "{}").status).isEqualTo(400);
        assertThat(messages().at("/messages/0/history/1/state").asText()).isEqualTo("DELIVERED");
    }

    @Test
    void lets_people_follow_links_of_bots_and_answer() throws Exception {
        assertThat(post("/starts", "{\"provider\":\"telegram\",\"name\":\"Анна\",\"payload\":\"c_1\"}").status)
                .isEqualTo(204);
        assertThat(post("/starts", "{\"provider\":\"telegram\",\"name\":\"Анна\",\"payload\":\"c 1\"}").status)
                .isEqualTo(400);
        assertThat(post("/replies", "{\"provider\":\"telegram\",\"recipient\":\"421337\",\"text\":\"/stop\"}").status)
                .isEqualTo(204);
        assertThat(post("/replies", "{\"provider\":\"telegram\",\"recipient\":\"5\",\"text\":\"/stop\"}").status)
                .isEqualTo(400);

        var page = messages().path("messages");
        assertThat(page).hasSize(2);
        assertThat(page.path(0).path("text").asText()).isEqualTo("/stop");
        assertThat(page.path(1).path("text").asText()).isEqualTo("/start c_1");
        assertThat(page.path(1).path("name").asText()).isEqualTo("Анна");
    }

    @Test
    void decides_about_templates_in_the_place_of_the_people_of_meta() throws Exception {
        var cloud = URI.create(catcher.address("whatsapp") + "/v23.0/102290129340398/message_templates");
        var template = "{\"name\":\"crm_1\",\"language\":\"ru\",\"category\":\"UTILITY\","
                + "\"components\":[{\"type\":\"BODY\",\"text\":\"Hello!\"}]}";
        var request = HttpRequest.newBuilder(cloud)
                .header("Authorization", "Bearer demo-key-of-whatsapp-cloud")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(template))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);

        assertThat(post("/reviews", "{\"name\":\"crm_1\",\"language\":\"ru\",\"event\":\"REJECTED\"}").status)
                .isEqualTo(204);
        var shown = new JsonMapper().readTree(get("/templates").text()).at("/templates/0");
        assertThat(shown.path("text").asText()).isEqualTo("Hello!");
        assertThat(shown.path("status").asText()).isEqualTo("REJECTED");
        assertThat(post("/reviews", "{\"name\":\"crm_2\",\"language\":\"ru\",\"event\":\"REJECTED\"}").status)
                .isEqualTo(400);
        assertThat(post("/reviews", "{\"name\":\"crm_1\",\"language\":\"ru\",\"event\":\"DELETED\"}").status)
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({"77, 200", "78, 400", "80, 200", "82, 200", "83, 400"})
    void knows_the_chats_that_it_was_told_of(long chat, int status) throws Exception {
        var message = "{\"chat_id\":%d,\"text\":\"Счет\"}".formatted(chat);
        var bot = URI.create(catcher.address("telegram") + "/bot1000000001:" + "Demo-".repeat(7) + "/sendMessage");
        var request = HttpRequest.newBuilder(bot)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(message))
                .build();

        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8181/hooks/x,       smsc,     204",
        "https://crm.school.example/hooks/x,  smsru,    204",
        "http://169.254.169.254/latest,       smsc,     400",
        "http://localhost:8181/hooks/x,       telegram, 400",
        "no address,                          smsc,     400"
    })
    void sends_reports_to_this_node_only(String address, String provider, int status) throws Exception {
        var body = "{\"provider\":\"%s\",\"address\":\"%s\",\"secret\":\"word\"}".formatted(provider, address);

        assertThat(post("/handlers", body).status).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void does_nothing_for_pages_of_others(String site) throws Exception {
        sendBySmsRu();
        var foreign = Map.of("Content-Type", "application/json", "Sec-Fetch-Site", site);
        var form = Map.of("Content-Type", "text/plain");

        assertThat(ServletExchange.of(servlet, "DELETE", "/messages", foreign, new byte[0]).status)
                .isEqualTo(403);
        assertThat(ServletExchange.of(servlet, "POST", "/replies", foreign, new byte[0]).status)
                .isEqualTo(403);
        assertThat(ServletExchange.of(servlet, "POST", "/replies", form, new byte[0]).status)
                .isEqualTo(403);
        assertThat(messages().path("messages")).hasSize(1);
    }

    @Test
    void forgets_everything_when_told_to() throws Exception {
        sendBySmsRu();

        assertThat(ServletExchange.of(servlet, "DELETE", "/messages", OURS, new byte[0]).status)
                .isEqualTo(204);
        assertThat(messages().path("messages")).isEmpty();
    }

    private void sendBySmsRu() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(catcher.address("smsru") + "/sms/send"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("api_id=demo-key&json=1&to=79161234567&msg="
                        + URLEncoder.encode("Счет", StandardCharsets.UTF_8)))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"sms_id\"");
    }

    private JsonNode messages() throws ServletException, IOException {
        return new JsonMapper().readTree(get("/messages").text());
    }

    private ServletExchange get(String path) throws ServletException, IOException {
        return ServletExchange.of(servlet, "GET", path, Map.of(), new byte[0]);
    }

    private ServletExchange post(String path, String body) throws ServletException, IOException {
        return ServletExchange.of(servlet, "POST", path, OURS, body.getBytes(StandardCharsets.UTF_8));
    }
}

package org.schoolcrm.itests.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.schoolcrm.itests.karaf.KarafContainer.Karaf;
import org.schoolcrm.itests.karaf.RawHttp.Answer;

/** H12, D10, D20: every answer carries the headers that protect, whoever gives it, and none that tells what runs here. */
@ExtendWith(KarafContainer.class)
class HeaderCrawlIT {

    private final Karaf karaf;
    private final RawHttp http;

    HeaderCrawlIT(Karaf karaf) {
        this.karaf = karaf;
        this.http = new RawHttp(karaf.home(), "127.0.0.1");
    }

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @CsvSource({
        "GET,     /,                                      302",
        "GET,     /login,                                 200",
        "GET,     /no/such/page,                          404",
        "GET,     /crm,                                   404",
        "GET,     /crm/,                                  404",
        "GET,     /crm/no/such,                           404",
        "GET,     /crm/api/v1/invoices?branch=1,          401",
        "POST,    /crm/api/v1/invoices,                   401",
        "DELETE,  /crm/api/v1/invoices,                   405",
        "GET,     /crm/api/v1/mailings?branch=1,          401",
        "GET,     /crm/api/v1/no-such-resource,           404",
        "GET,     /crm/api/v1?_wadl,                      404",
        "GET,     /crm/services,                          404",
        "GET,     /crm/demo/me,                           401",
        "GET,     /crm/demo/imports/1,                    401",
        "GET,     /crm/events?run=1,                      401",
        "GET,     /ui/x/ui/none/none.js,                  404",
        "GET,     /ui/x/,                                 404",
        "GET,     /i/AAAAAAAAAAAAAAAAAAAAAA,              404",
        "GET,     /i/AAAAAAAAAAAAAAAAAAAAAA.pdf,          404",
        "POST,    /i/AAAAAAAAAAAAAAAAAAAAAA/pay,          404",
        "GET,     /i/,                                    404",
        "POST,    /hooks/sandbox/none,                    404",
        "PUT,     /hooks/sandbox/none,                    405",
        "GET,     /hooks/,                                404",
        "GET,     /sandbox-bank/none,                     404",
        "GET,     /demo/mail,                             200",
        "GET,     /WEB-INF/web.xml,                       404",
        "GET,     /META-INF/MANIFEST.MF,                  404",
        "GET,     /system/console,                        404",
        "GET,     /gogo,                                  404",
        "TRACE,   /,                                      405",
        "GET,     /%zz,                                   400",
        "GET,     /a/../../b,                             400",
        "GET,     /a%2fb,                                 400",
        "GET,     /a%00b,                                 400",
    })
    void every_answer_is_protected(String method, String path, int status) {
        var answer = http.request(method, path, "", "");

        assertThat(answer.status()).isEqualTo(status);
        protects(answer);
    }

    @Test
    void what_is_too_large_is_refused_with_the_same_headers() {
        var body = http.request(
                "POST", "/crm/api/v1/invoices", "Content-Type: application/json\r\n", "x".repeat(1_100_000));
        assertThat(body.status()).isEqualTo(413);
        protects(body);

        var webhook = http.request("POST", "/hooks/sandbox/none", "", "x".repeat(70_000));
        assertThat(webhook.status()).isEqualTo(413);
        protects(webhook);

        var header = http.request("GET", "/login", "X-Long: " + "x".repeat(20_000) + "\r\n", "");
        assertThat(header.status()).isEqualTo(400);
        protects(header);
    }

    @Test
    void pages_behind_the_login_are_protected_too() {
        var admin = karaf.browser().logIn("admin");

        for (var path : new String[] {"/", "/crm/demo/me", "/crm/api/v1/mailings?branch=1", "/crm/api/v1/none"}) {
            var headers = admin.get(path).headers();
            assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(headers.firstValue("Cache-Control")).contains("no-store");
            assertThat(headers.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
            assertThat(headers.firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'")
                            .contains("frame-ancestors 'none'")
                            .doesNotContain("script-src 'unsafe-inline'"));
            assertThat(headers.map()).doesNotContainKeys("server", "x-powered-by");
        }
    }

    @Test
    void the_files_of_pages_are_compressed_and_may_be_kept() {
        var shell = karaf.browser().logIn("admin").get("/").body();
        int end = shell.indexOf("/shell.js") + "/shell.js".length();
        var file = shell.substring(shell.lastIndexOf("/ui/x/", end), end);

        var plain = http.request("GET", file, "", "");
        var compressed = http.request("GET", file, "Accept-Encoding: gzip\r\n", "");

        assertThat(plain.status()).isEqualTo(200);
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(compressed.header("Content-Encoding")).contains("gzip");
        assertThat(compressed.header("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
        assertThat(compressed.text().length()).isLessThan(plain.text().length());
    }

    private static void protects(Answer answer) {
        assertThat(answer.header("Content-Security-Policy"))
                .as(answer.head())
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'")
                        .contains("base-uri 'none'")
                        .contains("form-action")
                        .contains("frame-ancestors 'none'"));
        assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.header("Referrer-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).isIn("no-referrer", "same-origin"));
        assertThat(answer.header("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
        assertThat(answer.header("Strict-Transport-Security"))
                .as("over plain HTTP it would mean nothing")
                .isEmpty();
        assertThat(answer.body())
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContainIgnoringCase("apache")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
    }
}

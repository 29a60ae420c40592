package org.schoolcrm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.schoolcrm.runtime.api.HttpAnswer;
import org.schoolcrm.runtime.api.HttpCall;

/** Only https on the public network, whatever a private address is called. */
class PublicAddressPolicyTest {

    private final PublicAddressPolicy strict = new PublicAddressPolicy(false);
    private final PublicAddressPolicy open = new PublicAddressPolicy(true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://securepayments.sberbank.ru/payment/rest/",
                "https://bank.example:8443/",
                "https://93.184.216.34/",
                "https://[2606:2800:220:1::1]/",
                "https://xn--e1afmkfd.xn--p1ai/"
            })
    void a_public_https_address_is_admitted(String address) {
        assertThat(strict.admits(URI.create(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bank.example/",
                "ftp://bank.example/",
                "https://user:password@bank.example/",
                "https://127.0.0.1/",
                "https://10.1.2.3/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://2130706433/",
                "https://0177.0.0.1/",
                "https://127.1/",
                "https://localhost/",
                "https://localhost./",
                "https://crm.local/",
                "https://metadata.google.internal/",
                "https://router.lan/",
                "https://intranet/",
                "https:/path"
            })
    void whatever_leads_into_the_own_network_is_not(String address) {
        assertThat(strict.admits(URI.create(address))).isFalse();
    }

    @Test
    void a_node_set_up_for_demos_admits_its_own_network_too() {
        assertThat(open.admits(URI.create("http://127.0.0.1:9999/x/"))).isTrue();
        assertThat(open.admits(URI.create("ftp://127.0.0.1/"))).isFalse();
    }

    @Test
    @DisplayName("D17 an address that a user entered is looked at before each call too")
    void nothing_is_sent_to_the_own_network() {
        var call = HttpCall.get(URI.create("https://127.0.0.1:1/")).toPublicOnly();

        var answer = new JdkHttpExchange(strict).send(call);

        assertThat(answer.kind()).isEqualTo(HttpAnswer.Kind.NOT_SENT);
        assertThat(answer.detail()).contains("public network");
    }
}

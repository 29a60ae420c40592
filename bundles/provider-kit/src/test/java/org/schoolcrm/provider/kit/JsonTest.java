package org.schoolcrm.provider.kit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    @DisplayName("a field that is null is not there, at the root and below, and has no text")
    void a_field_that_is_null_is_not_there() {
        var root = Json.read("{\"id\":null,\"object\":{\"id\":null,\"of\":\"me\"},\"all\":[null,{\"id\":null}]}")
                .orElseThrow();

        assertThat(root.has("id")).isFalse();
        assertThat(root.path("id").asText()).isEmpty();
        assertThat(root.path("object").path("id").asText("none")).isEqualTo("none");
        assertThat(root.path("object").path("of").asText()).isEqualTo("me");
        assertThat(root.path("all").get(0).path("id").asText()).isEmpty();
        assertThat(root.path("all").get(1).path("id").asText()).isEmpty();
    }

    @Test
    void no_name_comes_twice_even_if_it_is_null() {
        assertThat(Json.read("{\"id\":null,\"id\":\"1\"}")).isEmpty();
        assertThat(Json.read("{\"id\":\"1\",\"id\":null}")).isEmpty();
    }
}

package org.schoolcrm.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node starts with features that exist, or not at all. */
class BootFeaturesTest {

    @TempDir
    private Path repository;

    @BeforeEach
    void unpack() throws IOException {
        feature("stock/standard-4-features.xml", "wrap", "shell");
        feature("ours/features-1-features.xml", "crm-billing", "crm-demo");
    }

    @Test
    void a_misspelt_feature_is_named_with_those_that_are_there() {
        assertThat(new BootFeatures(repository).complaints("(wrap), (shell), crm-biling, crm-demo"))
                .containsExactly("There is no feature 'crm-biling' (CRM_FEATURES). Known are: crm-billing, crm-demo.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(wrap), (shell), crm-billing,crm-demo",
                "(wrap,\n shell), crm-billing/1.0.0",
                "(ours-of-old), crm-demo"
            })
    void features_that_are_there_are_welcome_however_they_are_written(String boot) {
        assertThat(new BootFeatures(repository).complaints(boot)).isEmpty();
    }

    private void feature(String file, String... names) throws IOException {
        var text = new StringBuilder("<features name=\"all\">\n");
        for (var name : names) {
            text.append("  <feature description=\"…\" name=\"").append(name).append("\" version=\"1\"/>\n");
        }
        Files.createDirectories(repository.resolve(file).getParent());
        Files.writeString(repository.resolve(file), text.append("</features>"));
    }
}

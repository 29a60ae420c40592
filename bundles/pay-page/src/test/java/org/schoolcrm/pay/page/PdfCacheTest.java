package org.schoolcrm.pay.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PdfCacheTest {

    private final List<String> rendered = new CopyOnWriteArrayList<>();
    private final PdfCache cache = new PdfCache(this::render);

    @Test
    @DisplayName(
            "one link that is asked for again and again is rendered once, so that it takes no renderer from others")
    void the_same_content_is_rendered_once_and_changed_content_again() {
        for (int request = 0; request < 200; request++) {
            assertThat(cache.pdf("one")).isPresent();
        }
        cache.pdf("one, paid");

        assertThat(rendered).containsExactly("one", "one, paid");
    }

    @Test
    void what_goes_into_letters_takes_no_place_of_what_payers_look_at() {
        cache.pdf("looked at");
        for (int letter = 0; letter < 100; letter++) {
            assertThat(cache.once("letter " + letter)).isPresent();
        }
        cache.pdf("looked at");

        assertThat(rendered).containsOnlyOnce("looked at").hasSize(101);
    }

    @Test
    void whoever_asks_for_a_pdf_that_is_being_rendered_waits_for_that_one() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = new PdfCache(html -> {
            begun.countDown();
            await(go);
            return render(html);
        });
        var people = Executors.newFixedThreadPool(2);
        try {
            var first = people.submit(() -> slow.pdf("same"));
            await(begun);
            var second = people.submit(() -> slow.pdf("same"));
            go.countDown();

            assertThat(first.get()).isPresent();
            assertThat(second.get().orElseThrow()).isEqualTo(first.get().orElseThrow());
            assertThat(rendered).containsExactly("same");
        } finally {
            people.shutdown();
        }
    }

    @Test
    void two_are_rendered_at_a_time_and_a_third_is_told_to_come_again() throws Exception {
        var begun = new CountDownLatch(2);
        var go = new CountDownLatch(1);
        var busy = new PdfCache(
                html -> {
                    begun.countDown();
                    await(go);
                    return render(html);
                },
                Duration.ZERO);
        var people = Executors.newFixedThreadPool(2);
        try {
            var first = people.submit(() -> busy.pdf("a"));
            var second = people.submit(() -> busy.pdf("b"));
            await(begun);

            assertThat(busy.pdf("c")).isEmpty();
            go.countDown();
            assertThat(first.get()).isPresent();
            assertThat(second.get()).isPresent();
            assertThat(busy.pdf("c")).isPresent();
        } finally {
            people.shutdown();
        }
    }

    @Test
    void what_could_not_be_rendered_is_tried_again() {
        var failing = new PdfCache(html -> {
            rendered.add(html);
            throw new IllegalStateException("no font");
        });

        assertThatThrownBy(() -> failing.pdf("x")).hasRootCauseMessage("no font");
        assertThatThrownBy(() -> failing.pdf("x")).hasRootCauseMessage("no font");
        assertThat(rendered).hasSize(2);
    }

    @Test
    void the_memory_for_them_has_a_bound() {
        for (int content = 0; content < 100; content++) {
            cache.pdf("content " + content);
        }
        cache.pdf("content 0");

        assertThat(rendered).hasSize(101);
    }

    private byte[] render(String html) {
        rendered.add(html);
        return html.getBytes(StandardCharsets.UTF_8);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

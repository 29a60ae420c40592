package org.schoolcrm.message.catcher.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Predicate;

/** Reactions to the next sendings, one each, and to all that match; everything else is normal. */
public final class Script implements Behaviour {

    private record Rule(Predicate<ProviderCall> match, Reaction reaction) {}

    private final Queue<Reaction> next = new ArrayDeque<>();
    private final List<Rule> rules = new ArrayList<>();

    public synchronized Script next(Reaction... reactions) {
        next.addAll(List.of(reactions));
        return this;
    }

    public synchronized Script when(Predicate<ProviderCall> match, Reaction reaction) {
        rules.add(new Rule(match, reaction));
        return this;
    }

    /** For every request whose body or address mentions a text, such as a phone number. */
    public Script whenAbout(String text, Reaction reaction) {
        return when(call -> call.text().contains(text) || call.query().contains(text), reaction);
    }

    @Override
    public synchronized Reaction on(ProviderCall call) {
        for (var rule : rules) {
            if (rule.match().test(call)) {
                return rule.reaction();
            }
        }
        var reaction = next.poll();
        return reaction == null ? Reaction.normal() : reaction;
    }
}

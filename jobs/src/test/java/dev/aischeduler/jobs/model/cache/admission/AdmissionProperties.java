package dev.aischeduler.jobs.model.cache.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aischeduler.config.TaskType;
import dev.aischeduler.jobs.shipped.ShippedTasks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** Holds for every mixture of models, budgets and free memory. */
final class AdmissionProperties {

  @Property(tries = 3000)
  void an_admitted_model_fits_its_lane_and_the_device(
      @ForAll("model") Footprint model,
      @ForAll("present") List<Footprint> present,
      @ForAll @LongRange(max = 500) long budget,
      @ForAll @LongRange(max = 500) long free) {
    if (Admission.decide(model, budget, free, present) instanceof Admission.Admit admit) {
      List<Footprint> left = new ArrayList<>(present);
      left.removeAll(admit.evict());
      long held =
          Admission.bytes(left.stream().filter(o -> o.lane().equals(model.lane())).toList());
      assertThat(model.pinned() || held + model.bytes() <= budget).isTrue();
      assertThat(model.bytes()).isLessThanOrEqualTo(free + Admission.bytes(admit.evict()));
    }
  }

  @Property(tries = 3000)
  void only_idle_unpinned_models_are_evicted_and_the_least_recently_used_first(
      @ForAll("model") Footprint model,
      @ForAll("present") List<Footprint> present,
      @ForAll @LongRange(max = 500) long budget,
      @ForAll @LongRange(max = 500) long free) {
    if (Admission.decide(model, budget, free, present) instanceof Admission.Admit admit) {
      List<Footprint> evict = admit.evict();
      assertThat(evict).allMatch(o -> !o.pinned() && !o.busy()).doesNotHaveDuplicates();
      for (TaskType lane : ShippedTasks.types().all()) {
        List<Footprint> gone = evict.stream().filter(o -> o.lane().equals(lane)).toList();
        List<Footprint> oldest =
            present.stream()
                .filter(o -> o.lane().equals(lane) && o.evictable())
                .sorted(Comparator.comparingLong(Footprint::lastUse))
                .limit(gone.size())
                .toList();
        assertThat(gone).isEqualTo(oldest);
      }
    }
  }

  @Property(tries = 3000)
  void no_model_is_evicted_without_need(
      @ForAll("model") Footprint model,
      @ForAll("present") List<Footprint> present,
      @ForAll @LongRange(max = 500) long free) {
    long lane =
        Admission.bytes(present.stream().filter(o -> o.lane().equals(model.lane())).toList());
    long roomy = lane + model.bytes();
    Admission admission = Admission.decide(model, roomy, Math.max(free, model.bytes()), present);
    assertThat(admission).isEqualTo(new Admission.Admit(List.of()));
  }

  @Property(tries = 3000)
  void a_waiting_model_is_admitted_once_every_job_has_ended_and_a_refused_one_is_not(
      @ForAll("model") Footprint model,
      @ForAll("present") List<Footprint> present,
      @ForAll @LongRange(max = 500) long budget,
      @ForAll @LongRange(max = 500) long free) {
    List<Footprint> idle =
        present.stream()
            .map(o -> new Footprint(o.model(), o.lane(), o.bytes(), o.pinned(), false, o.lastUse()))
            .toList();
    Admission now = Admission.decide(model, budget, free, present);
    Admission then = Admission.decide(model, budget, free, idle);
    if (now instanceof Admission.Refuse refuse) {
      assertThat(then).isInstanceOf(Admission.Refuse.class);
      assertThat(refuse.why()).contains(model.model(), "MiB");
    } else if (now instanceof Admission.Admit) {
      assertThat(then).isInstanceOf(Admission.Admit.class);
    }
  }

  @Property(tries = 3000)
  void a_lane_over_its_budget_loses_idle_models_until_it_is_within_or_has_none(
      @ForAll("present") List<Footprint> present, @ForAll @LongRange(max = 500) long budget) {
    for (TaskType lane : ShippedTasks.types().all()) {
      List<Footprint> gone = Admission.surplus(lane, budget, present);
      List<Footprint> left =
          present.stream().filter(o -> o.lane().equals(lane) && !gone.contains(o)).toList();
      assertThat(gone).allMatch(o -> o.lane().equals(lane) && o.evictable());
      assertThat(Admission.bytes(left) <= budget || left.stream().noneMatch(Footprint::evictable))
          .isTrue();
    }
  }

  @Provide
  Arbitrary<Footprint> model() {
    return footprints();
  }

  @Provide
  Arbitrary<List<Footprint>> present() {
    return footprints().list().ofMaxSize(8).uniqueElements(Footprint::lastUse);
  }

  private static Arbitrary<Footprint> footprints() {
    return Combinators.combine(
            Arbitraries.of(ShippedTasks.types().all()),
            Arbitraries.longs().between(1, 200),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.longs().between(0, 1_000_000))
        .as(
            (lane, bytes, pinned, busy, use) ->
                new Footprint("m" + use, lane, bytes, pinned, busy, use));
  }
}

package dev.aischeduler.jobs.residency;

import dev.aischeduler.jobs.model.MemoryRelief;
import java.util.List;

/** What a model may ask for while it runs. Thread-safe. */
record Relief(Residents residents, Resident<?> resident) implements MemoryRelief {

  @Override
  public boolean relieve() {
    List<Freed> freed =
        residents.evict(
            r -> r != resident && r.place().equals(resident.place()) && r.occupant().evictable(),
            "model " + resident.name() + " ran out of memory");
    freed.forEach(Freed::close);
    return !freed.isEmpty();
  }

  @Override
  public boolean heldByOthers() {
    Place place = resident.place();
    long promised =
        place.budgets().of(resident.lane()) - residents.held(place, resident.lane(), null);
    return promised > place.memory().use().free();
  }
}

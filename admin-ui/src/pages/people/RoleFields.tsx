import { DateField, LinkField, Radios, Select } from '../../forms/index.js';
import { words } from '../../ui/words.js';
import {
  actsForAgency,
  mayBeEverywhere,
  offeredPlaces,
  offeredRoles,
  type Place,
  roleHints,
} from './powers.js';
import type { Offerer } from './queries.js';
import { usePlaceSearch } from './usePlaces.js';

/** What the fields hold before anything is chosen. */
export function noRole(offerer: Offerer) {
  const role = offeredRoles(offerer.roles)[0] ?? '';
  const places = offeredPlaces(offerer.roles, role);
  const only = (list: Place[]) => (list.length === 1 ? (list[0]?.id ?? '') : '');
  return {
    role: role as string,
    partnership: places === 'any' ? '' : only(places.partnerships),
    agency: places === 'any' || places.agencies === 'any' ? '' : only(places.agencies),
    endsOn: '',
  };
}

export type RoleValues = ReturnType<typeof noRole>;

/** As the register takes it: an agency only where the role acts for one. */
export function roleInput({ role, partnership, agency, endsOn }: RoleValues) {
  return {
    role: role as Offerer['roles'][number]['role'],
    partnership: role === 'ADMINISTRATOR' ? null : partnership || null,
    agency: actsForAgency(role) ? agency || null : null,
    endsOn: endsOn || null,
  };
}

/** Which role, where, for whom, until when: only what the viewer may grant. */
export function RoleFields({ offerer, values }: { offerer: Offerer; values: RoleValues }) {
  const { role } = values;
  return (
    <>
      <Radios
        name="role"
        label="Role"
        choices={offeredRoles(offerer.roles).map((each) => ({
          value: each,
          label: words(each),
          hint: roleHints[each],
        }))}
      />
      {role === 'ADMINISTRATOR' ? null : <Where offerer={offerer} values={values} />}
      <DateField
        name="endsOn"
        label="Last day of the role (optional)"
        hint="Leave it empty for a role without an end, such as that of a member of staff."
      />
    </>
  );
}

function Where({
  offerer,
  values: { role, partnership },
}: {
  offerer: Offerer;
  values: RoleValues;
}) {
  const places = offeredPlaces(offerer.roles, role);
  const search = usePlaceSearch(partnership || null);
  const agency = actsForAgency(role);
  const everywhere = agency ? 'wherever the agency sits' : 'the whole register';
  const own = places === 'any' || places.agencies === 'any' ? null : places.agencies;
  return (
    <>
      {places === 'any' ? (
        <LinkField
          name="partnership"
          label="Partnership"
          hint={
            mayBeEverywhere(role)
              ? `Type part of its name. None means ${everywhere}.`
              : 'Type part of its name.'
          }
          options={[]}
          search={search.partnerships}
        />
      ) : (
        <Select
          name="partnership"
          label="Partnership"
          choices={[
            ...(places.everywhere || places.partnerships.length !== 1
              ? [
                  {
                    value: '',
                    label: places.everywhere ? 'Wherever the agency sits' : 'Choose one',
                  },
                ]
              : []),
            ...places.partnerships.map(choice),
          ]}
        />
      )}
      {agency && own ? (
        <Select
          name="agency"
          label="Agency"
          choices={[
            ...(own.length === 1 ? [] : [{ value: '', label: 'Choose one' }]),
            ...own.map(choice),
          ]}
        />
      ) : null}
      {agency && !own ? (
        <LinkField
          name="agency"
          label="Agency"
          hint="The agency that they act for. Type part of its name."
          options={[]}
          search={search.agencies}
        />
      ) : null}
    </>
  );
}

const choice = ({ id, name }: Place) => ({ value: id, label: name });
